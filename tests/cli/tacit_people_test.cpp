#include "client/usecases/hand_over.hpp"
#include "client/usecases/person.hpp"
#include "common/base/clock.hpp"
#include "tests/cli/program.hpp"

namespace tacit {
namespace {

using namespace test;
namespace fs = std::filesystem;

// The founder's vault is the program's; a colleague of the same team has one beside it.
class TacitPeople : public Tacit {
 protected:
  TacitPeople() : colleague_(world_.add(Role::worker, {team_number(1)})) { make_vault(); }

  std::string add(const std::string& answers, const std::string& flags = {}) {
    const Ended run = tacit("--json person add --attribute sex=f " + flags, answers);
    EXPECT_EQ(run.exit_code, 0) << run.errors << run.output;
    return std::string(run.as_json().at("code").as_string());
  }
  std::string find(const std::string& words) { return tacit("person find", words + "\n").output; }
  std::string device(std::size_t member) { return id_text(world_.member(member).id); }
  std::string error_of(const std::string& arguments, const std::string& input = {}, int exit_code = 1) {
    const Ended run = tacit("--json " + arguments, input);
    EXPECT_EQ(run.exit_code, exit_code) << arguments << run.output;
    return std::string(run.as_json().at("error").as_string());
  }
  void move_vault_away() { fs::rename(directory_.at("vault"), directory_.at("lost")); }

  const std::size_t colleague_;
  const SystemClock clock_;  // as the program's
};

TEST_F(TacitPeople, HelpOfEveryCommand_SaysHowToUseIt) {
  for (const std::string command : {"person edit", "person duplicates", "person distinct", "person hand-over",
                                    "person accept", "vault backup", "vault restore"}) {
    const Ended run = tacit(command + " --help");
    EXPECT_EQ(run.exit_code, 0) << command;
    EXPECT_NE(run.output.find("Usage:"), std::string::npos) << command;
  }
}

TEST_F(TacitPeople, WrongUsage_ExitsWithTwoAndRepeatsNothing) {
  for (const char* arguments :
       {"person edit qqmarker", "person edit", "person edit --name qqmarker", "person duplicates qqmarker",
        "person duplicates --limit qqmarker", "person distinct qqmarker", "person hand-over",
        "person hand-over qqmarker", "person accept", "vault backup", "vault backup a qqmarker", "vault restore"}) {
    const Ended run = tacit(arguments);
    EXPECT_EQ(run.exit_code, 2) << arguments;
    EXPECT_EQ((run.output + run.errors).find("qqmarker"), std::string::npos) << arguments << run.errors;
  }
}

TEST_F(TacitPeople, OtherCodes_AreFoundShownAndChanged) {
  const std::string code = add("Lily\nYulia\n\n\nЖ-17/3\n55-12\n\n", "--other-codes");
  EXPECT_NE(find("ж-17").find(code), std::string::npos);
  EXPECT_NE(find("55-12").find(code), std::string::npos);
  EXPECT_NE(tacit("person show", code + "\n").output.find("Other codes: Ж-17/3, 55-12"), std::string::npos);
  Ended run = tacit("--json person edit --other-codes --phone", code + "\n+7 911 1234567\nZ-1\n\n");
  ASSERT_EQ(run.exit_code, 0) << run.output;
  EXPECT_EQ(run.as_json().at("other_codes").as_array().size(), 1u);
  EXPECT_EQ(run.as_json().at("name").as_string(), "Yulia");
  EXPECT_EQ(find("55-12").find(code), std::string::npos);
  EXPECT_NE(find("911 123").find(code), std::string::npos);
}

TEST_F(TacitPeople, Duplicates_AreSettledOneWayOrTheOther) {
  const std::string one = add("\nAnna\n+7 911 1234567\n\n"), other = add("\nAnya\n8 911 1234567\n\n"),
                    sister = add("\nVera\n9111234567\n\n");
  Ended run = tacit("--json person duplicates");
  ASSERT_EQ(run.as_json().at("pairs").as_array().size(), 3u);
  EXPECT_EQ(run.as_json().at("pairs").at(0).at("why").at(0).as_string(), "phone");
  EXPECT_NE(tacit("person duplicates").output.find("same phone:"), std::string::npos);
  EXPECT_EQ(tacit("person distinct", one + "\n" + sister + "\n").exit_code, 0);
  EXPECT_EQ(tacit("person distinct", other + "\n" + sister + "\n").exit_code, 0);
  run = tacit("--json person link", one + "\n" + other + "\n");
  ASSERT_EQ(run.exit_code, 0);
  const std::string link(run.as_json().at("record").as_string());
  EXPECT_NE(tacit("person duplicates").output.find("Nobody"), std::string::npos);
  EXPECT_EQ(error_of("person distinct", one + "\n" + other + "\n", 2), "invalid-argument");
  // Undone, it is a question again.
  EXPECT_EQ(tacit("void " + link, "by mistake\n").exit_code, 0);
  EXPECT_EQ(tacit("--json person duplicates").as_json().at("pairs").as_array().size(), 1u);
}

TEST_F(TacitPeople, Backup_BringsNamesBackAndReminds) {
  EXPECT_EQ(tacit("--json status").as_json().at("backup_due").as_bool(), false);
  const std::string code = add("Lily\nYulia\n\nby the metro\n");
  Ended run = tacit("--json status");
  EXPECT_EQ(run.as_json().at("backup_due").as_bool(), true);
  EXPECT_EQ(run.as_json().at("last_backup").as_string(), "");
  EXPECT_NE(tacit("status").output.find("never backed up"), std::string::npos);
  const fs::path file = directory_.at("backup");
  run = tacit("--json vault backup " + file.string());
  ASSERT_EQ(run.exit_code, 0) << run.output;
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const std::string day(run.as_json().at("day").as_string());
  run = tacit("--json status");
  EXPECT_EQ(run.as_json().at("backup_due").as_bool(), false);
  EXPECT_EQ(run.as_json().at("last_backup").as_string(), day);
  run = tacit("status");
  EXPECT_NE(run.output.find("Last backup"), std::string::npos);
  EXPECT_EQ(run.output.find("never"), std::string::npos);
  EXPECT_EQ(error_of("vault backup " + file.string()), "already-done");
  EXPECT_EQ(error_of("vault restore " + file.string()), "already-done");
  EXPECT_EQ(read_file_text(file).find("Yulia"), std::string::npos);
  move_vault_away();
  EXPECT_EQ(error_of("vault restore " + directory_.at("nowhere").string()), "not-found");
  EXPECT_EQ(tacit("vault restore " + file.string(), {}, "wrong").exit_code, 3);
  fs::copy(file, directory_.at("cut"));
  fs::resize_file(directory_.at("cut"), 9'999);
  EXPECT_EQ(error_of("vault restore " + directory_.at("cut").string()), "storage-damaged");
  EXPECT_NE(tacit("person find", "yulia\n").errors.find("there is no vault here"), std::string::npos);
  run = tacit("vault restore " + file.string());
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_NE(run.output.find("tacit sync"), std::string::npos);
  EXPECT_NE(find("yulia").find(code), std::string::npos);
}

TEST_F(TacitPeople, HandOver_GoesFromDeviceToDeviceOnce) {
  const std::string code = add("Lily\nYulia\n+7 911 1234567\nby the metro\n");
  add("Boris\n\n\n\n");
  const fs::path file = directory_.at("people");
  Ended run = tacit("--json person hand-over " + file.string() + " --to " + device(colleague_), code + "\n\n");
  ASSERT_EQ(run.exit_code, 0) << run.output;
  EXPECT_EQ(run.as_json().at("people").as_int64(), 1);
  EXPECT_EQ(run.as_json().at("to").as_string(), device(colleague_));
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const std::string bytes = read_file_text(file);
  for (const char* hidden : {"Yulia", "Lily", "1234567", "metro"}) EXPECT_EQ(bytes.find(hidden), std::string::npos);
  EXPECT_EQ(error_of("person hand-over " + file.string() + " --all --to " + device(colleague_)), "already-done");
  const std::string more = directory_.at("more").string();
  EXPECT_EQ(error_of("person hand-over " + more + " --to " + device(colleague_), "nobody\n\n"), "not-found");
  EXPECT_EQ(error_of("person hand-over " + more + " --to qqmarker --all"), "not-found");
  EXPECT_EQ(error_of("person hand-over " + more + " --all --to " + device(0), {}, 2), "invalid-argument");
  EXPECT_FALSE(fs::exists(more));
  EXPECT_FALSE(fs::exists(more + ".part"));
  // This device is not the one it is for.
  EXPECT_EQ(error_of("person accept " + file.string()), "decryption-failed");
  Vault colleague = world_.join(colleague_, directory_.at("colleague"));
  usecases::Session session{colleague, clock_};
  const auto accepted = usecases::accept_hand_over(session, as_bytes(bytes));
  ASSERT_TRUE(accepted) << accepted.error().text.c_str();
  EXPECT_EQ(accepted->not_here_yet, 1u);
}

TEST_F(TacitPeople, Accept_TellsWhatBecameOfIt) {
  Vault colleague = world_.join(colleague_, directory_.at("colleague"));
  usecases::Session session{colleague, clock_};
  const auto added = usecases::add_person(session, {.name = Personal(std::string("Yulia")),
                                                    .nickname = Personal(std::string("Lily")),
                                                    .phone = {},
                                                    .note = {},
                                                    .attributes = {{"sex", "f"}},
                                                    .team = {},
                                                    .day = {},
                                                    .consented = false});
  ASSERT_TRUE(added);
  world_.send(colleague);
  {
    Vault mine = *Vault::open(directory_.path() / "vault", secret_text(kPassphrase));
    world_.pull(mine);
  }
  ASSERT_EQ(tacit("person edit --nickname", added->code.to_text() + "\nRose\n").exit_code, 0);
  const auto handed = usecases::hand_over(session, {device(0), {}});
  ASSERT_TRUE(handed) << handed.error().text.c_str();
  const fs::path file = directory_.at("people");
  std::ofstream(file, std::ios::binary) << as_text(handed->file);
  Ended run = tacit("person accept " + file.string());
  ASSERT_EQ(run.exit_code, 0) << run.errors;
  EXPECT_NE(run.output.find("1 people"), std::string::npos);
  EXPECT_NE(run.output.find(added->code.to_text()), std::string::npos) << run.output;
  run = tacit("person show", added->code.to_text() + "\n");
  EXPECT_NE(run.output.find("Rose"), std::string::npos);
  EXPECT_NE(run.output.find("] nickname: Lily"), std::string::npos);
  EXPECT_EQ(error_of("person accept " + file.string()), "already-done");
  EXPECT_EQ(error_of("person accept " + directory_.at("nowhere").string()), "not-found");
  fs::resize_file(file, 2'000);
  EXPECT_EQ(error_of("person accept " + file.string()), "malformed");
  std::ofstream(file) << "Dear friend";
  EXPECT_EQ(error_of("person accept " + file.string()), "malformed");
}

}  // namespace
}  // namespace tacit
