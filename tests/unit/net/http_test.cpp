#include "common/net/http.hpp"

#include <gtest/gtest.h>

namespace tacit::net {
namespace {

TEST(HttpDate, ExampleOfTheStandard_IsWrittenAndRead) {
  const std::chrono::sys_seconds time{std::chrono::seconds(784111777)};
  EXPECT_EQ(http_date(time), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").value(), time);
}

TEST(HttpDate, EveryOtherForm_IsMalformed) {
  for (const char* text :
       {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:60 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08-49-37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 6  Nov 1994 08:49:37 GMT", "Sun, 06 Nov 19x4 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_http_date(text)) << text;
  }
}

TEST(HttpMessage, SetHeader_Replaces) {
  HttpRequest request;
  request.set_header("a", "1");
  request.set_header("a", "2");
  EXPECT_EQ(request.headers.size(), 1u);
  EXPECT_EQ(request.header("a"), "2");
  EXPECT_EQ(request.header("b"), std::nullopt);
}

}  // namespace
}  // namespace tacit::net
