// Keys for requests that must not be carried out twice: the same for the same body, another for another.
export function once() {
  let sent;
  let key;
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== sent) {
      sent = text;
      key = crypto.randomUUID();
    }
    return { 'Idempotency-Key': key };
  };
}
