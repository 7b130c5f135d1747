/** The forms of errors that OpenAI's API and gateways were seen to send, and some of their kind. */
export const ERROR_FORMS: Record<string, (message: string) => unknown> = {
  "OpenAI's own": message => ({ error: { message, type: 'x', param: null, code: null } }),
  'a bare string': message => ({ error: message }),
  'true and a message': message => ({ error: true, message }),
  'a status code and a message': message => ({ statusCode: 401, message }),
  'a code and a message': message => ({ code: 'Bad', message }),
  'a status and a message': message => ({ status: 'failure', message }),
  'a detail': message => ({ detail: message }),
  'a title and a message': message => ({ statusCode: 400, error: 'Bad Request', message }),
  'a title and a detail': message => ({ type: 'about:blank', title: 'Bad', detail: message }),
  'a code and a description': message => ({ error: 'bad', error_description: message }),
  'an object without words, and a message': message => ({ error: { code: 'bad' }, message }),
}
