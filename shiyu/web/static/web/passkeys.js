// Passkeys: a form with data-webauthn asks the browser for a credential and sends it in its field "credential".
// "create" and "get" find their options in data-options; "login" fetches fresh ones from where the form goes.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function withBytes(options) {
  const given = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  if (given.user) given.user = { ...given.user, id: toBytes(given.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (given[list]) given[list] = given[list].map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return { publicKey: given };
}

function asJson(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function ask(form) {
  if (form.dataset.webauthn === "login") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return navigator.credentials.get(withBytes((await answer.json()).request_options));
  }
  const options = JSON.parse(form.dataset.options);
  if (form.dataset.webauthn === "get") return navigator.credentials.get(withBytes(options));
  const alone = form.querySelector('[name="passwordless"]')?.checked ?? false;
  options.publicKey.authenticatorSelection = {
    ...options.publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create(withBytes(options));
}

for (const form of document.querySelectorAll("form[data-webauthn]")) {
  form.querySelector("[data-webauthn-start]").addEventListener("click", async () => {
    const failed = form.querySelector("[data-webauthn-failed]");
    failed.hidden = true;
    try {
      form.querySelector('[name="credential"]').value = asJson(await ask(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
