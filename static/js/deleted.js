// Who deleted their account leaves no text on this device either.

import { answersOf, copiesOf, forget } from "./reflections.js";

const { person } = document.getElementById("receipt").dataset;
[...answersOf(person), ...(await copiesOf(person))].forEach(forget);
