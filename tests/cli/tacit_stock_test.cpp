#include <map>

#include "tests/cli/program.hpp"

// The store as its keeper meets it.
namespace tacit {
namespace {

using namespace test;

class TacitStock : public Tacit {
 protected:
  void SetUp() override {
    worker_ = world_.add(Role::worker, {team_number(1)});
    make_vault();
  }
  std::string receive(const std::string& more) {
    const Ended run = tacit("--json stock receive --commodity soap " + more);
    EXPECT_EQ(run.exit_code, 0) << run.errors;
    return std::string(run.as_json().at("lot").as_string());
  }
  std::string worker() const { return id_text(world_.member(worker_).id); }
  // Quantities of soap by where they are: "store", "bag" or "sending".
  std::map<std::string, std::int64_t> stock() {
    std::map<std::string, std::int64_t> out;
    const auto shown = tacit("--json stock show").as_json();
    for (const auto& line : shown.at("stock").as_array())
      for (const char* place : {"store", "bag", "sending"})
        if (line.as_object().contains(place)) out[place] += line.at("quantity").as_int64();
    return out;
  }

  std::size_t worker_ = 0;
};

TEST_F(TacitStock, Goods_GoOutComeBackAndAreCounted) {
  EXPECT_EQ(tacit("stock show").output, "Nothing received or issued yet.\n");
  const std::string lot = receive("--quantity 100 --expiry 2098-01-31 --batch B-7 --value 120.50EUR --donated");
  EXPECT_EQ(tacit("stock issue --commodity soap --quantity 30 --to " + worker()).output, "Saved.\n");
  EXPECT_EQ(tacit("stock return --commodity soap --quantity 4 --lot " + lot + " --from " + worker()).exit_code, 0);
  EXPECT_EQ(tacit("stock write-off --commodity soap --quantity 2 --reason damaged --lot " + lot).exit_code, 0);
  EXPECT_EQ(stock(), (std::map<std::string, std::int64_t>{{"store", 72}, {"bag", 26}}));
  const Ended counted = tacit("stock count --commodity soap --quantity 70 --lot " + lot);
  EXPECT_EQ(counted.output, "Saved: 2 missing.\n");
  EXPECT_NE(counted.errors.find("--settle"), std::string::npos) << counted.errors;
  EXPECT_EQ(tacit("stock count --commodity soap --quantity 70 --settle lost --lot " + lot).output,
            "Saved: 2 missing, settled.\n");
  EXPECT_EQ(tacit("stock count --commodity soap --quantity 70 --lot " + lot).output,
            "Saved. It is what the book says.\n");
  EXPECT_NE(tacit("stock show").output.find("(B-7), until 2098-01-31"), std::string::npos);
  const auto said = tacit("--json stock figures").as_json();
  const auto& figures = said.at("supply").as_array();
  ASSERT_EQ(figures.size(), 1u);
  EXPECT_EQ(figures[0].at("on_hand").as_int64(), 96);
  EXPECT_NE(tacit("stock recall B-7").output.find("there now"), std::string::npos);
  EXPECT_EQ(tacit("stock reconcile 2098").exit_code, 0);
  {
    Vault vault = Vault::open(directory_.path() / "vault", secret_text(kPassphrase)).value();
    world_.send(vault);
  }
  EXPECT_NE(tacit("audit goods").output.find("worth 120.50 EUR"), std::string::npos);
}

TEST_F(TacitStock, Mistakes_AreToldAndChangeNothing) {
  const std::string lot = receive("--quantity 10");
  const std::string strange = std::string(26, '0');
  struct Case {
    std::string arguments;
    int exit_code;
    std::string says;
  };
  for (const Case& one : {
           Case{"stock issue --commodity soap --quantity 11 --to " + worker(), 1, "does not hold so much"},
           Case{"stock issue --commodity soap --quantity 1 --expired-anyway --to " + worker(), 2, "issue --help"},
           Case{"stock write-off --commodity soap --quantity 1 --reason bored --lot " + lot, 2, "damaged, expired"},
           Case{"stock write-off --commodity soap --quantity 1 --reason found --lot " + lot, 2, "another reason"},
           Case{"stock write-off --commodity soap --quantity 1 --reason lost --lot " + strange, 1, "no such lot"},
           Case{"stock receive --commodity soap --quantity 1 --value 12", 2, "120.50EUR"},
           Case{"stock receive --commodity soap --quantity 1 --value 12.5EUR", 2, "120.50EUR"},
           Case{"stock send --commodity soap --quantity 1 --to-team nowhere --lot " + lot, 1, "team"},
           Case{"stock accept " + strange, 1, "no such sending"},
           Case{"stock accept " + strange + " --arrived x=3", 2, "LOT=NUMBER"},
           Case{"stock accept " + strange + " --arrived " + lot + "=1,000", 2, "LOT=NUMBER"},
           Case{"stock open --kit hygiene-kit --quantity 1 --lot " + strange, 1, "no such lot"},
           Case{"stock assemble --kit soap --quantity 1", 2, "no such kit"},
           Case{"stock recall nothing-has-this", 1, "nothing here"},
           Case{"stock figures --months 0", 2, "figures --help"},
       }) {
    const Ended run = tacit(one.arguments);
    EXPECT_EQ(run.exit_code, one.exit_code) << one.arguments << run.errors;
    EXPECT_NE(run.errors.find(one.says), std::string::npos) << one.arguments << run.errors;
  }
  EXPECT_EQ(stock(), (std::map<std::string, std::int64_t>{{"store", 10}}));
}

TEST_F(TacitStock, CountSheet_DoesNotSayWhatShouldComeOut) {
  EXPECT_EQ(tacit("stock sheet").exit_code, 1) << "nothing to count";
  const std::string lot = receive("--quantity 4711 --batch '<b>7'");
  const Ended sheet = tacit("stock sheet");
  EXPECT_NE(sheet.output.find(lot), std::string::npos);
  EXPECT_EQ(sheet.output.find("4711"), std::string::npos);
  EXPECT_NE(tacit("stock sheet --book").output.find("4711"), std::string::npos);
  const Ended page = tacit("stock sheet --html");
  EXPECT_NE(page.output.find("&lt;b&gt;7"), std::string::npos) << "what was typed is text";
  EXPECT_EQ(page.output.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace tacit
