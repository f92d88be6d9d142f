#pragma once
#include <string_view>
#include <vector>

namespace tacit::test {

// Messages whose end two lenient readers find at different places, or that one of them does not take for HTTP. Behind
// each comes another request, which must never be answered.
struct Smuggled {
  std::string_view name;
  std::string_view bytes;
};

inline const std::vector<Smuggled>& smuggling_set() {
  using namespace std::string_view_literals;
  static const std::vector<Smuggled> kAll{
      // Two lengths.
      {"CL.CL, different", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n"sv},
      {"CL.CL, equal", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n"sv},
      {"CL.CL, other case", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\ncontent-length: 44\r\n\r\n"sv},
      {"CL list", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n"sv},
      {"CL.TE", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX"sv},
      {"TE.CL", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n"sv},
      {"TE.TE", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n"sv},
      // Chunked, however it is written.
      {"chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"sv},
      {"chunked, blank before the colon", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n"sv},
      {"chunked, tab before", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n"sv},
      {"chunked, vertical tab",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\x0b"
       "chunked\r\nContent-Length: 0\r\n\r\n"sv},
      {"chunked, quoted",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\nContent-Length: 0\r\n\r\n"sv},
      {"chunked, list", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"sv},
      {"chunked, unknown coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"sv},
      {"chunked, empty", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\nContent-Length: 0\r\n\r\n"sv},
      {"chunked, behind a CR", "POST / HTTP/1.1\r\nHost: a\r\nX: y\rTransfer-Encoding: chunked\r\n\r\n"sv},
      {"chunked, behind an LF", "POST / HTTP/1.1\r\nHost: a\r\nX: y\nTransfer-Encoding: chunked\r\n\r\n"sv},
      {"chunk extension",
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=\"\r\n\"\r\nhello\r\n"sv},
      {"trailer", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nTrailer: Host\r\n\r\n"sv},
      // Lengths that are no plain number.
      {"CL with a plus", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n"sv},
      {"CL with a minus", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"sv},
      {"CL in hexadecimal", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x2c\r\n\r\n"sv},
      {"CL with a leading zero", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 00\r\n\r\n"sv},
      {"CL over 64 bits", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n"sv},
      {"CL empty", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"sv},
      {"CL missing", "POST / HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      {"CL of a GET", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 44\r\n\r\n"sv},
      // Lines.
      {"bare LF", "POST / HTTP/1.1\nHost: a\nContent-Length: 0\n\n"sv},
      {"bare LF at the end", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\n"sv},
      {"bare CR", "POST / HTTP/1.1\r\nHost: a\r\nX: \rContent-Length: 0\r\n\r\n"sv},
      {"CR CR LF", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\r\n\r\n"sv},
      {"folded line", "POST / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\nContent-Length: 0\r\n\r\n"sv},
      {"folded by a tab", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\t44\r\n\r\n"sv},
      {"folded first line", "POST / HTTP/1.1\r\n Host: a\r\nContent-Length: 0\r\n\r\n"sv},
      {"blank in front", " POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"sv},
      {"empty line in front", "\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"sv},
      {"NUL in a name", "POST / HTTP/1.1\r\nHost: a\r\nX\0: y\r\nContent-Length: 0\r\n\r\n"sv},
      {"NUL in a value", "POST / HTTP/1.1\r\nHost: a\r\nX: \0y\r\nContent-Length: 0\r\n\r\n"sv},
      {"NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      {"no colon", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length 0\r\n\r\n"sv},
      {"name with a blank", "POST / HTTP/1.1\r\nHost: a\r\nContent Length: 0\r\n\r\n"sv},
      // The target and its host.
      {"no Host", "GET / HTTP/1.1\r\n\r\n"sv},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"sv},
      {"absolute form", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n"sv},
      {"authority form", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      {"dot segments", "GET /../v1/health HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      {"escaped dots", "GET /%2e%2e/v1/health HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      {"double slash", "GET //v1/health HTTP/1.1\r\nHost: a\r\n\r\n"sv},
      // Other versions and protocols.
      {"HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\n\r\n"sv},
      {"HTTP/0.9", "GET /\r\n\r\n"sv},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"sv},
      {"HTTP/1.1 in lower case", "GET / http/1.1\r\nHost: a\r\n\r\n"sv},
      {"upgrade", "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n"sv},
      {"expect", "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n"sv},
      {"connection list", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, content-length\r\n\r\n"sv},
      {"field twice", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nx: 2\r\n\r\n"sv},
      {"garbage", "\x01\x02\x03\x04 nothing of this is HTTP\r\n\r\n"sv},
  };
  return kAll;
}

}  // namespace tacit::test
