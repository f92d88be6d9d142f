// The forms of a counted text. What a language does not distinguish it leaves out.
export type Plural = { readonly [form in Intl.LDMLPluralRule]?: string } & { readonly other: string };

const rules = new Map<string, Intl.PluralRules>();

export function pickPlural(forms: Plural, n: number, language: string): string {
  let rule = rules.get(language);
  if (!rule) rules.set(language, (rule = new Intl.PluralRules(language)));
  return forms[rule.select(Math.abs(n))] ?? forms.other;
}
