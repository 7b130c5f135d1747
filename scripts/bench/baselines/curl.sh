#!/bin/sh
# One GET, then one POST for each project without a permission.
set -eu
url="$BASE_URL/fine_tuning/checkpoints/$CHECKPOINT/permissions"
call() { curl --silent --show-error --fail --header "Authorization: Bearer $ADMIN_KEY" "$@"; }
listed=$(call "$url?limit=100")
for project in $PROJECTS; do
  case $listed in
    *"\"$project\""*) ;;
    *) call --header 'Content-Type: application/json' --data "{\"project_ids\":[\"$project\"]}" "$url" ;;
  esac
done
