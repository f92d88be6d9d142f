#include "tests/bench/floors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

#include "common/storage/transaction.hpp"
#include "crypto/jws.hpp"
#include "crypto/random.hpp"
#include "schema/entry.hpp"

namespace tacit::bench {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kFilePages = 1024;
constexpr int kPageCacheKib = 32 * 1024;  // the server's

void insert_all(Database& database, const api::NewEntry& sample, std::size_t count, std::size_t per_commit) {
  for (std::size_t done = 0; done < count;) {
    Transaction transaction(database);
    for (std::size_t i = 0; i < per_commit && done < count; ++i, ++done) {
      database.run(kInsertBare, as_bytes(sample.jws));
      for (const Bytes& copy : sample.copies) database.run(kInsertBare, ByteView(copy));
    }
    transaction.commit();
  }
}

std::filesystem::path new_file(const std::filesystem::path& directory) {
  static int number = 0;
  std::filesystem::create_directories(directory);
  return directory / ("floor-" + std::to_string(++number));
}

}  // namespace

std::shared_ptr<Database> bare_database(const std::filesystem::path& directory) {
  ByteArray<Database::kKeySize> key;
  crypto::fill_random(key);
  auto database = std::make_shared<Database>(Database::open(new_file(directory), key, OpenMode::create).value());
  database->set_page_cache_kib(kPageCacheKib);
  database->run("CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes ANY) STRICT");
  return database;
}

Case verify_floor(const api::NewEntry& sample, const VerifyKey& key, std::size_t count) {
  const ReceivedEntry entry = read_entry(sample.jws).value();
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t each = (count + cores - 1) / cores;
  return timed_once("verify", each * cores, [entry, key, cores, each] {
    std::vector<std::jthread> threads;
    for (std::size_t core = 0; core < cores; ++core)
      threads.emplace_back([&] {
        for (std::size_t i = 0; i < each; ++i)
          if (!verify_jws(entry.jws, key)) throw std::runtime_error("the sample is not signed");
      });
  });
}

Case insert_floor(const std::filesystem::path& directory, const api::NewEntry& sample, std::size_t count,
                  std::size_t per_commit) {
  const auto database = bare_database(directory);
  return timed_once("insert", count,
                    [database, sample, count, per_commit] { insert_all(*database, sample, count, per_commit); });
}

Case disk_floor(const std::filesystem::path& directory, std::size_t count) {
  const std::filesystem::path path = new_file(directory);
  const std::shared_ptr<const int> file(new int(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)),
                                        [](const int* descriptor) {
                                          ::close(*descriptor);
                                          delete descriptor;
                                        });
  const std::vector<char> page(kPage, 'x');
  const auto write = [file, page](std::size_t at) {
    if (::pwrite(*file, page.data(), page.size(), static_cast<off_t>(at * kPage)) != static_cast<ssize_t>(kPage))
      throw std::runtime_error("the disk refuses a write");
  };
  for (std::size_t i = 0; i < kFilePages; ++i) write(i);
  ::fsync(*file);
  return timed_once("fdatasync", count, [file, write, count] {
    for (std::size_t i = 0; i < count; ++i) {
      write(i % kFilePages);
      ::fdatasync(*file);
    }
  });
}

}  // namespace tacit::bench
