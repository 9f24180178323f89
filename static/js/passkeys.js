// Asks the device for a passkey, and sends what it says with the form that the button belongs to.

async function ask(button, form) {
  const reply = await fetch(button.dataset.passkey, { method: "POST", body: new FormData(form), headers: { "X-Fragment": "1" } });
  if (reply.status === 422) return { says: (await reply.json()).says };
  if (!reply.ok) return { says: button.dataset.refused };
  const options = await reply.json();
  try {
    const found = options.rp
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return { credential: JSON.stringify(found.toJSON()) };
  } catch {
    return { says: button.dataset.refused };
  }
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = false;
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  const form = button.form;
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    button.disabled = true;
    status.textContent = "";
    const { credential, says } = await ask(button, form);
    button.disabled = false;
    if (!credential) return void (status.textContent = says);
    form.elements.credential.value = credential;
    form.action = button.formAction;
    form.submit();
  });
}
