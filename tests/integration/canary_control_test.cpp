#include <gtest/gtest.h>

#include <fstream>

#include "common/net/client.hpp"
#include "crypto/encoding.hpp"
#include "crypto/init.hpp"
#include "crypto/random.hpp"
#include "schema/api.hpp"
#include "tests/integration/canary_programs.hpp"
#include "tests/support/test_client.hpp"

namespace tacit::test {
namespace {

// The search finds what is there: otherwise finding nothing would mean nothing.
class CanaryControl : public testing::Test {
 protected:
  CanaryControl() {
    init_crypto();
    search_.add("planted", planted_);
  }
  const std::string planted_ = "Planted" + id_text(random_id<RecordId>()).substr(0, 12);
  MarkerSearch search_;
};

TEST_F(CanaryControl, EveryForm_IsFound) {
  const std::string upper = [&] {
    std::string out = planted_;
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
  }();
  std::string wide;
  for (const char c : planted_) wide += {c, '\0'};
  for (const std::string& form :
       {planted_, upper, wide, crypto::to_hex(as_bytes(planted_)), crypto::to_base64url(as_bytes(planted_)),
        crypto::to_base64url(as_bytes("x" + planted_)), crypto::to_base64(as_bytes("xy" + planted_ + "z"))})
    EXPECT_EQ(search_.in("before" + form + "after").found.size(), 1u) << form;
  EXPECT_TRUE(search_.in("before" + planted_.substr(1) + "after").found.empty());
}

TEST_F(CanaryControl, File_IsSearched) {
  const FastDirectory folder;
  std::filesystem::create_directory(folder.at("deep"));
  std::ofstream(folder.at("deep") / "file") << std::string(3'000'000, 'x') << planted_;
  EXPECT_EQ(search_.in_files(folder.path()).found.size(), 1u);
}

TEST_F(CanaryControl, OtherProcess_IsSearched) {
  const FastDirectory folder;
  // A shell that holds the marker in a variable only, and waits.
  ChildProcess holder({"/bin/sh", "-c", "read held <&3; echo ready; kill -STOP $$; echo $held"}, planted_ + "\n",
                      folder.at("errors").string());
  ASSERT_EQ(holder.read_line(), "ready");
  const auto found = search_.in_memory(holder.pid());
  if (!found) GTEST_SKIP() << "this user may not read the memory of another process";
  EXPECT_FALSE(found->found.empty());
}

TEST_F(CanaryControl, Proxy_KeepsWhatPasses) {
  Programs programs("a passphrase");
  net::HttpClient client(
      {.endpoint = {.host = "127.0.0.1", .port = programs.proxy().port()}, .pins = {Hash{}}, .proxy = {}});
  EXPECT_FALSE(client.send(request_of("GET", api::kHealth, {}, {})));
  // A ClientHello went one way, a ServerHello came back.
  for (const auto side : {TcpProxy::Side::client, TcpProxy::Side::server})
    EXPECT_EQ(programs.proxy().kept(side).substr(0, 2), std::string("\x16\x03")) << "no TLS record";
  // The server's memory is searched too: it holds its own address.
  MarkerSearch known;
  known.add("url", net::Endpoint{.host = "127.0.0.1", .port = programs.proxy().port()}.authority());
  known.add("its data folder", programs.at("server").string());
  const auto found = known.in_memory(programs.server());
  if (!found) GTEST_SKIP() << "this user may not read the memory of another process";
  EXPECT_FALSE(found->found.empty());
}

}  // namespace
}  // namespace tacit::test
