import { describe, expect, it } from "vitest";
import { addDays, daysBetween, formatDay } from "./days";
import { sayProblem } from "./problems";
import { chooseLanguage, dictionaries, languages, speak } from "./words";

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).sort();

describe("dictionaries", () => {
  const texts = (language: (typeof languages)[number]) =>
    Object.entries(dictionaries[language]).map(([key, text]): [string, string[]] => [key, typeof text === "string" ? [text] : Object.values(text)]);
  it.each(languages)("fill the same blanks in %s", (language) => {
    const wanted = new Map(texts("en").map(([key, forms]) => [key, blanks(forms.at(-1) ?? "").join()]));
    const wrong = texts(language).filter(([key, forms]) => forms.some((form) => blanks(form).join() !== wanted.get(key)));
    expect(wrong).toEqual([]);
  });
  it.each(languages)("leave nothing empty in %s", (language) => {
    expect(texts(language).filter(([, forms]) => forms.includes(""))).toEqual([]);
  });
});

describe("plurals", () => {
  it("follow the language", () => {
    const say = (language: "en" | "ru" | "uk", n: number) => speak(language).count("daysOver", n);
    expect(say("en", 1)).toBe("1 day overdue");
    expect(say("en", 2)).toBe("2 days overdue");
    expect([1, 2, 5, 11, 21, 22].map((n) => say("ru", n).split(" ").pop())).toEqual(["день", "дня", "дней", "дней", "день", "дня"]);
    expect([1, 3, 5, 12, 101].map((n) => say("uk", n).split(" ").pop())).toEqual(["день", "дні", "днів", "днів", "день"]);
  });
  it("write numbers as the language does", () => {
    expect(speak("en").count("unsent", 1234)).toContain("1,234");
    expect(speak("ru").number(12345)).toMatch(/^12\s345$/);
  });
});

describe("days", () => {
  it("are written as the language does, and stay the day they are", () => {
    expect(formatDay("2026-11-29", "en")).toBe("Nov 29, 2026");
    expect(formatDay("2026-11-29", "ru")).toContain("29");
    expect(formatDay("soon", "en")).toBe("soon");
  });
  it("are counted across months", () => {
    expect(addDays("2026-11-29", 7)).toBe("2026-12-06");
    expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3);
  });
});

describe("problems", () => {
  it("are told in the language, or as the program tells them", () => {
    expect(sayProblem({ code: "unavailable", detail: "no connection" }, speak("ru"))).toContain("Нет связи");
    expect(sayProblem({ code: "invalid-argument", detail: "say who it was" }, speak("ru"))).toBe("Say who it was");
    expect(sayProblem({ code: "", detail: "" }, speak("en"))).toContain("did not work");
  });
});

describe("the language", () => {
  it("is the first that we have", () => {
    expect(chooseLanguage(["de-DE", "uk-UA", "en"])).toBe("uk");
    expect(chooseLanguage([])).toBe("en");
  });
});
