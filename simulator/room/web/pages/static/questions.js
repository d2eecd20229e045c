// The exercise's questions as a form, and what was answered.

import { el } from "./shown.js";

function radio(name, value, typed, ...label) {
  const input = el("input", { type: "radio", name, value, required: true, checked: String(typed) === String(value) });
  return el("label", { class: "choice" }, input, el("span", {}, ...label));
}

// typed: what was chosen or written before a reload.
export function ask({ question, text, kind, options, most, low, high }, typed) {
  if (kind === "text") {
    const id = `q-${question}`;
    const box = el("textarea", { id, name: question, rows: 2 });
    box.value = typed ?? "";
    return el("div", { class: "question" }, el("label", { for: id }, text), box);
  }
  const steps = Array.from({ length: most }, (_, place) => place + 1);
  const choices = kind === "scale"
    ? steps.map((step) => radio(question, step, typed, String(step)))
    : options.map((option) => radio(question, option, typed, option));
  const ends = kind === "scale" && (low || high)
    ? [el("p", { class: "small" }, `1: ${low}, ${most}: ${high}`)] : [];
  const row = el("div", { class: kind === "scale" ? "scale" : "options" }, ...choices);
  return el("fieldset", { class: "question" }, el("legend", {}, text), ...ends, row);
}

// Answers by question; a scale's is a number. What was left empty is left out.
export function answers(questions, form) {
  const typed = new FormData(form);
  const found = {};
  for (const { question, kind } of questions) {
    const value = (typed.get(question) ?? "").trim();
    if (value) found[question] = kind === "scale" ? Number(value) : value;
  }
  return found;
}
