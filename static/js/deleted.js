// Who deleted their account leaves no text on this device either.

import { copiesOf, forget } from "./reflections.js";

const { person } = document.getElementById("receipt").dataset;
(await copiesOf(person)).forEach(forget);
