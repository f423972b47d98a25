// Texts on the page that are too faint to read: below 4.5 to 1.
const light = (colour) => {
  const [r, g, b] = colour.match(/[0-9.]+/g).map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (!/, 0\)$|transparent/.test(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
};
return [...document.querySelectorAll("body *")].filter((element) =>
  [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) &&
  element.offsetParent && !element.closest(".hidden, .skip, option")
).filter((element) => {
  const two = [light(getComputedStyle(element).color), light(behind(element))].sort();
  return (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05) < 4.5;
}).map((element) => `${element.className || element.tagName}: ${element.textContent.trim().slice(0, 40)}`);
