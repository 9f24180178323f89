// Presses the page's one button where there is nothing to choose.

document.getElementById("go-on").requestSubmit();
