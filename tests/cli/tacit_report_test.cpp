#include <sys/stat.h>

#include "client/cli/chart.hpp"
#include "client/cli/report_table.hpp"
#include "tests/cli/program.hpp"

// Reports, the reasons for their figures, and the forms in which they are taken away.
namespace tacit {
namespace {

using namespace test;

class TacitReport : public Tacit {
 protected:
  TacitReport() : Tacit("msm-outreach") {}
  void SetUp() override {
    make_vault();
    const std::string code = person("--attribute gender=m");
    contact(code, "2021-02-28", "--test rapid-hiv=reactive,told --given protection-kit:2");
    contact(code, "2021-03-20", "--service first-visit-made");
    contact(person("--attribute gender=f"), "2021-03-31", "--test rapid-hiv=non-reactive,told");
    contact({}, "2021-03-31", "--anonymous 3");
  }
  std::string person(const std::string& flags) {
    const auto made = tacit("--json person add " + flags, "\n\n\n\n").as_json();
    return std::string(made.at("code").as_string());
  }
  void contact(const std::string& code, const std::string& day, const std::string& flags) {
    const Ended run = tacit("contact add --kind street --site street-route-1 --day " + day + " " + flags, code + "\n");
    ASSERT_EQ(run.exit_code, 0) << run.output << run.errors;
  }
  json::object line(const std::string& arguments) {
    const Ended run = tacit("--json report " + arguments);
    EXPECT_EQ(run.exit_code, 0) << run.output << run.errors;
    const auto lines = run.as_json().at("indicators").as_array();
    EXPECT_EQ(lines.size(), 1U);
    return lines.empty() ? json::object() : lines.front().as_object();
  }
};

TEST_F(TacitReport, PeopleByWhatTheyGot_AreCountedAndSetAgainst) {
  const auto linked = line("2021 linked-to-care");
  EXPECT_EQ(linked.at("value").as_int64(), 1);
  EXPECT_EQ(linked.at("of").as_int64(), 1);
  EXPECT_EQ(linked.at("checked_by").as_string(), "staff");
  EXPECT_EQ(line("2021 hiv-positivity").at("of").as_int64(), 2);
  EXPECT_EQ(line("2021 condoms-in-all").at("value").as_int64(), 6) << "three in each of two kits";
  EXPECT_EQ(line("2021-03 linked-to-care").at("of").as_int64(), 0) << "nobody had such a result in March";
  EXPECT_NE(tacit("report 2021 hiv-positivity").output.find("of 2 = 50.0 %"), std::string::npos);
}

TEST_F(TacitReport, ToldApart_EachPartHasItsKey) {
  const auto parts_of = [&](const std::string& arguments) {
    std::string text;
    const auto lines = line(arguments);
    for (const auto& part : lines.at("parts").as_array())
      text += std::string(part.at("key").as_string()) + "=" + std::to_string(part.at("value").as_int64()) + " ";
    return text;
  };
  EXPECT_EQ(parts_of("2021Q1 tested-for-hiv --by month"), "2021-01=0 2021-02=1 2021-03=1 ");
  EXPECT_EQ(parts_of("2021Q1 contacts --by quarter"), "2021Q1=6 ");
  EXPECT_EQ(parts_of("2021 tested-for-hiv --by gender"), "f=1 m=1 ");
  EXPECT_EQ(parts_of("2021 contacts --by gender"), "=3 f=1 m=2 ");
  EXPECT_EQ(parts_of("2021 tested-for-hiv --by outcome"), "non-reactive=1 reactive=1 ");
  const Ended unknown = tacit("report 2021 --by colour");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_NE(unknown.errors.find("an attribute of the pack"), std::string::npos) << unknown.errors;
  EXPECT_EQ(unknown.errors.find("colour"), std::string::npos);
  EXPECT_EQ(tacit("report 2021 no-such-figure").exit_code, 1);
}

TEST_F(TacitReport, Why_ListsTheRecordsBehindAFigure) {
  const auto why = tacit("--json why linked-to-care 2021").as_json();
  EXPECT_EQ(why.at("value").as_int64(), 1);
  const auto records = why.at("records").as_array();
  ASSERT_EQ(records.size(), 2U) << "the test and the first visit";
  EXPECT_EQ(records[0].at("client"), records[1].at("client"));
  const auto apart = tacit("--json why contacts 2021 --by gender --key m").as_json();
  EXPECT_EQ(apart.at("records").as_array().size(), 2U);
  const std::string text = tacit("why contacts 2021 --limit 1").output;
  EXPECT_NE(text.find("Contacts: 6, from 4 records"), std::string::npos) << text;
  EXPECT_NE(text.find("and 3 more"), std::string::npos) << text;
  EXPECT_EQ(tacit("why no-such-figure 2021").exit_code, 1);
  EXPECT_EQ(tacit("why contacts 2021 --by gender --key x").exit_code, 1);
  EXPECT_EQ(tacit("why contacts 2021 --by month").exit_code, 2);
}

TEST_F(TacitReport, Workbook_IsWrittenOnceForItsOwnerAlone) {
  const std::string path = directory_.at("report.xlsx");
  const Ended made = tacit("report 2021 --by month --xlsx " + path);
  ASSERT_EQ(made.exit_code, 0);
  EXPECT_NE(made.errors.find("It is clear text"), std::string::npos) << made.errors;
  const std::string bytes = read_file_text(path);
  EXPECT_TRUE(bytes.starts_with("PK")) << "a ZIP archive";
  EXPECT_NE(bytes.find("xl/worksheets/sheet1.xml"), std::string::npos);
  struct stat found {};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  EXPECT_EQ(tacit("report 2021 --xlsx " + path).exit_code, 1) << "nothing is overwritten";
  EXPECT_EQ(read_file_text(path), bytes);
  EXPECT_EQ(tacit("report 2021 --xlsx " + directory_.at("no/such/folder.xlsx").string()).exit_code, 1);
  std::set<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(directory_.path())) left.insert(entry.path().filename());
  EXPECT_FALSE(left.contains("report.xlsx.part"));
}

TEST_F(TacitReport, WhatIsPiped_HasNoDrawings) {
  const std::string text = tacit("report 2021 linked-to-care --by month").output;
  for (const char* drawn : {"█", "░", "▁"}) EXPECT_EQ(text.find(drawn), std::string::npos) << text;
  EXPECT_NE(text.find("2021-12"), std::string::npos);
}

TEST(Charts, DrawWhatTheNumbersSay) {
  EXPECT_EQ(cli::bar(0, 10), "░░░░░░░░░░");
  EXPECT_EQ(cli::bar(99, 100), "█████████░") << "not all";
  EXPECT_EQ(cli::bar(100, 100), "██████████");
  EXPECT_EQ(cli::bar(500, 100), "██████████");
  EXPECT_EQ(cli::bar(5, 0), "");
  EXPECT_EQ(cli::trend({0, 4, 7}), "▁▅█");
  EXPECT_EQ(cli::trend({0, 0}), "▁▁");
  EXPECT_EQ(cli::trend({}), "");
}

TEST(Charts, Report_IsDrawnWhereSomebodyLooks) {
  usecases::Report report{.period = "2021", .face = domain::Face::team, .by = {}, .lines = {}, .closed_until = {}};
  usecases::ReportLine line{.id = "x",
                            .label = "X",
                            .value = 5,
                            .of = 10,
                            .parts = {{"2021-01", 1}, {"2021-02", 4}},
                            .by_quarter = {},
                            .target = {},
                            .checked_by = domain::CheckedBy::staff,
                            .stated = {}};
  report.lines = {line};
  EXPECT_NE(cli::text_of(report, true).front().find("█████░░░░░"), std::string::npos);
  EXPECT_EQ(cli::text_of(report, false).front().find("█"), std::string::npos);
  report.lines.front().of.reset();
  report.lines.front().parts.clear();
  EXPECT_EQ(cli::text_of(report, false), std::vector<std::string>{"X  5  x"}) << "no gap where nothing is said";
  report.lines = {line};
  report.by.time = usecases::By::Time::month;
  EXPECT_NE(cli::text_of(report, true).front().find("▃█"), std::string::npos);
}

}  // namespace
}  // namespace tacit
