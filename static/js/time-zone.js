// Offers the zone of this device; the server knows only what is chosen.

const offer = document.getElementById("time-zone-here");
const zones = document.querySelector("select[name=time_zone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

if ([...zones.options].some((option) => option.value === here) && zones.value !== here) {
  const button = offer.querySelector("button");
  button.querySelector("span").textContent += `: ${here.replaceAll("_", " ")}`;
  button.addEventListener("click", () => {
    zones.value = here;
    offer.hidden = true;
    zones.focus();
  });
  offer.hidden = false;
}
