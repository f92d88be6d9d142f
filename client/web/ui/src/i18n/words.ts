import { en } from "./en";
import { ru } from "./ru";
import { uk } from "./uk";
import { pickPlural, type Plural } from "./plural";

// English is the type: a key that another language lacks does not compile.
export type Words = { readonly [K in keyof typeof en]: (typeof en)[K] extends string ? string : Plural };
export type TextKey = { [K in keyof Words]: Words[K] extends string ? K : never }[keyof Words];
export type CountKey = Exclude<keyof Words, TextKey>;
export type Values = Record<string, string | number>;

export const languages = ["en", "ru", "uk"] as const;
export type Language = (typeof languages)[number];
export const ownNames: Record<Language, string> = { en: "English", ru: "Русский", uk: "Українська" };

export const dictionaries: Record<Language, Words> = { en, ru, uk };

export function chooseLanguage(wanted: readonly string[]): Language {
  for (const one of wanted) {
    const found = languages.find((language) => one.toLowerCase().split("-")[0] === language);
    if (found) return found;
  }
  return "en";
}

export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

// Everything that is said in one language: texts, counts, numbers and days.
export function speak(language: Language) {
  const words = dictionaries[language];
  const number = new Intl.NumberFormat(language);
  return {
    language,
    say: (key: TextKey, values?: Values) => fill(words[key], values),
    count: (key: CountKey, n: number, values?: Values) =>
      fill(pickPlural(words[key], n, language), { ...values, n: number.format(n) }),
    number: (n: number) => number.format(n),
  };
}
export type Speech = ReturnType<typeof speak>;
