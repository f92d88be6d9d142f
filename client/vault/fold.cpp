#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>

#include "client/vault/parts.hpp"

namespace tacit::vault {
namespace {

// Each letter becomes the same whatever stands beside it (unlike ICU's own Russian-Latin, where "е" depends on the
// letter before), so that a part of a word folds to a part of the folded word.
constexpr const char* kRules =
    "::NFC; ::Lower;"
    "а>a; б>b; в>v; г>g; ґ>g; ѓ>g; д>d; ђ>d; е>e; ё>e; є>e; э>e; ж>zh; з>z; ѕ>z; и>i; й>i; і>i; ї>i; ы>i; ј>i; к>k;"
    "ќ>k; л>l; љ>l; м>m; н>n; њ>n; о>o; п>p; р>r; с>s; т>t; ћ>c; у>u; ў>u; ф>f; х>kh; ц>ts; ч>ch; џ>j; ш>sh; щ>sch;"
    "ъ>; ь>; ю>iu; я>ia;"
    "::Any-Latin; ::Latin-ASCII; ::Lower;"
    // People write Yulia and Iulia, Sergey and Sergei, Alexander and Aleksander.
    "y>i; x>ks; \\'>; \\`>;"
    "::Null; i{i+>;";

const icu::Transliterator& folding() {
  static const std::unique_ptr<icu::Transliterator> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createFromRules(
        "tacit-fold", icu::UnicodeString::fromUTF8(kRules), UTRANS_FORWARD, where, status));
    ASSERT_INVARIANT(U_SUCCESS(status) && made != nullptr);
    return made;
  }();
  return *instance;
}

}  // namespace

std::string fold(std::string_view utf8) {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  folding().transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

}  // namespace tacit::vault
