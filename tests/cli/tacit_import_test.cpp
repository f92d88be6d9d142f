#include <algorithm>

#include "tests/cli/program.hpp"

// Tables that people bring, and the outing's paper.
namespace tacit {
namespace {

using namespace test;

constexpr const char* kMapping = R"({"import": 1, "kind": "people", "source": "old-register", "key": "No",
  "columns": {"name": "Name", "nickname": "Nick", "day": "Since"}})";

class TacitImport : public Tacit {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    const std::string path = directory_.at(name);
    std::ofstream(path) << text;
    return path;
  }
};

TEST_F(TacitImport, People_AreDryRunThenImportedThenThereAlready) {
  make_vault();
  const std::string table = file("people.csv", "No;Name;Nick;Since\n17;Anna;Nyura;2021-03-04\n18;Boris;;\n");
  const std::string command = "import people " + table + " --mapping " + file("map.json", kMapping);
  Ended run = tacit(command + " --dry-run");
  EXPECT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_NE(run.output.find("To be imported: 2"), std::string::npos) << run.output;
  EXPECT_EQ(tacit("--json status").as_json().at("unsent").as_int64(), 0);
  run = tacit("--json " + command);
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_TRUE(run.as_json().at("saved").as_bool());
  EXPECT_NE(run.errors.find("clear text"), std::string::npos);
  EXPECT_NE(tacit("person find", "nyur\n").output.find("Anna"), std::string::npos);
  run = tacit(command);
  EXPECT_NE(run.output.find("Imported before: 2. Imported now: 0"), std::string::npos) << run.output;
}

TEST_F(TacitImport, WrongTable_IsToldByPlaceAndNeverByContent) {
  make_vault();
  const std::string mapping = file("map.json", kMapping);
  const auto import = [&](const std::string& text, const std::string& flags = {}) {
    return tacit("import people " + file("people.csv", text) + " --mapping " + mapping + flags);
  };
  const std::string row = "18,Secretname,Secretnick,04.03.2021\n";
  Ended run = import("No,Name,Nick,Since\n17,Good,,\n" + row);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.output.find("line 3, column Since:"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("Nothing was imported"), std::string::npos);
  EXPECT_EQ((run.output + run.errors).find("Secret"), std::string::npos);
  run = import("No,Name,Nick,Since\n17,\"Secretname\"x,,\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.errors.find("line 2, field 2"), std::string::npos) << run.errors;
  EXPECT_EQ((run.output + run.errors).find("Secret"), std::string::npos);
  run = import("No,Name,Since\n17,A,\n");
  EXPECT_NE(run.errors.find("no column Nick"), std::string::npos) << run.errors;
  run = import("No,Name,Nick,Since\n17,Good,,\n" + row, " --skip-wrong");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NE(run.output.find("Imported now: 1"), std::string::npos) << run.output;
  EXPECT_EQ(tacit("import stock " + file("s.csv", "a\n") + " --mapping " + mapping).exit_code, 2);
  EXPECT_EQ(tacit("import people " + mapping + " --mapping " + file("m.json", "{}")).exit_code, 1);
  EXPECT_EQ(tacit("import people nowhere.csv --mapping " + mapping).exit_code, 1);
}

TEST_F(TacitImport, ThirtyPeopleOfAnEvening_AreEnteredAtOnceOrNotAtAll) {
  make_vault();
  const std::string code(
      tacit("--json person add --attribute sex=f", "Kolya\n\n\n\n").as_json().at("code").as_string());
  std::string table = "client,wound-care,hygiene-kit,rapid-hiv,attribute:sex,refer,note\n";
  table += code + ",x,1,ntba,,,\nkolya,2,,,,,call 900 111 22 33\nanon:3,,3,,,,\nnew:Tanya,,1,\"reactive,told\",f,,\n";
  for (int i = 0; i < 26; ++i) table += "anon,x,1,,,,\n";
  const std::string command = " --kind street-round --site spb-station --time night --day 2021-03-04";
  const std::string wrong = table + "nobody-of-this-name,x,,,,,\nanon:0,,,,,,\nanon,many,,maybe,,,\n";
  Ended run = tacit("outing enter " + file("wrong.csv", wrong) + command);
  EXPECT_EQ(run.exit_code, 1);
  for (const char* part : {"line 32: ", "line 33, column client", "line 34, column wound-care",
                           "line 34, column rapid-hiv", "Nothing was saved"})
    EXPECT_NE(run.output.find(part), std::string::npos) << part << run.output;
  EXPECT_EQ(run.output.find("nobody-of"), std::string::npos);
  EXPECT_EQ(tacit("--json report 2021").as_json().at("indicators").as_array().empty(), false);

  const std::string right = file("right.csv", table);
  EXPECT_NE(tacit("outing enter " + right + command + " --dry-run").output.find("Rows: 30, all right"),
            std::string::npos);
  EXPECT_EQ(tacit("--json status").as_json().at("unsent").as_int64(), 1) << "the person alone";
  run = tacit("outing enter - --json" + command, table);
  ASSERT_EQ(run.exit_code, 0) << run.output << run.errors;
  const auto rows = run.as_json().at("rows").as_array();
  ASSERT_EQ(rows.size(), 30u);
  EXPECT_TRUE(rows[1].at("note_looks_personal").as_bool());
  EXPECT_FALSE(rows[0].at("note_looks_personal").as_bool());
  EXPECT_TRUE(rows[3].as_object().contains("code"));
  EXPECT_FALSE(rows[3].at("offer_referral").as_array().empty());

  const auto total = tacit("--json activity --period 2021-03").as_json().at("total");
  EXPECT_EQ(total.at("outings").as_int64(), 1);
  EXPECT_EQ(total.at("contacts").as_int64(), 32);
  EXPECT_EQ(total.at("services").as_int64(), 29);
  EXPECT_EQ(total.at("tests").as_int64(), 2);
  EXPECT_NE(
      tacit("activity --period 2021-03 --csv").output.find("2021-03-04,Street round by vehicle,1,32,29,2,0,0\r\n"),
      std::string::npos)
      << tacit("activity --period 2021-03 --csv").output;
  EXPECT_NE(tacit("activity --period nonsense").exit_code, 0);
  const std::string report = tacit("report 2021 --csv").output;
  EXPECT_TRUE(report.starts_with("id,indicator,part,2021,of,target,checked by,stated\r\n")) << report;
  EXPECT_NE(report.find("contacts,Contacts,,32,,,auditors,\r\n"), std::string::npos) << report;
}

TEST_F(TacitImport, BlankSheet_HasTheColumnsThatAreRead) {
  make_vault();
  const std::string header = tacit("outing sheet --csv --code wound-care --code rapid-hiv").output;
  EXPECT_EQ(header, "client,wound-care,rapid-hiv,refer,note\r\n");
  std::string all = tacit("outing sheet --csv").output;
  const std::string row = "anon" + std::string(static_cast<std::size_t>(std::count(all.begin(), all.end(), ',')), ',');
  EXPECT_EQ(tacit("outing enter - --kind street-round --site spb-station --dry-run", all + row + "\n").exit_code, 0);
  const std::string page = tacit("outing sheet --html --people 3").output;
  EXPECT_NE(page.find("Обработка ран"), std::string::npos);
  for (const char* never : {"<script", "http://", "https://", "src=", "url(", "@import"})
    EXPECT_EQ(page.find(never), std::string::npos) << never;
  EXPECT_NE(page.find("d&#39;un"), std::string::npos) << "texts of the pack are escaped";
  EXPECT_NE(tacit("outing sheet --people 3").output.find("wound-care: Wound care"), std::string::npos);
  EXPECT_EQ(tacit("outing sheet --code nonsense").exit_code, 2);
  EXPECT_EQ(tacit("outing sheet --html --csv").exit_code, 2);
}

}  // namespace
}  // namespace tacit
