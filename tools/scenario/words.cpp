#include "tools/scenario/words.hpp"

#include <array>

namespace tacit::scenario {
namespace {

template <std::size_t N>
std::string one_of(Random& random, const std::array<const char*, N>& list) {
  return list[random.below(N)];
}

constexpr std::array kMen{"Алексей", "Борис",  "Вадим",  "Геннадий", "Дмитрий", "Егор",   "Захар",  "Иван",
                          "Кирилл",  "Леонид", "Михаил", "Николай",  "Олег",    "Пётр",   "Руслан", "Семён",
                          "Тимур",   "Фёдор",  "Эдуард", "Юрий",     "Ярослав", "Степан", "Игорь",  "Валерий"};
constexpr std::array kWomen{"Анна",   "Валентина", "Галина",  "Дарья",   "Елена",  "Жанна",  "Зинаида", "Ирина",
                            "Клара",  "Лариса",    "Марина",  "Наталья", "Оксана", "Полина", "Раиса",   "Светлана",
                            "Тамара", "Ульяна",    "Эльвира", "Юлия",    "Алёна",  "Нина",   "Вера",    "Фаина"};
constexpr std::array kFathers{"Андреев", "Борисов", "Викторов", "Григорьев", "Дмитриев", "Иванов", "Олегов",
                              "Петров",  "Павлов",  "Романов",  "Сергеев",   "Фёдоров",  "Юрьев",  "Львов"};
constexpr std::array kFamilies{"Абрамов",  "Белозёров", "Воронин", "Горохов", "Дроздов",  "Ерёмин",  "Журавлёв",
                               "Зайцев",   "Исаев",     "Калинин", "Лаптев",  "Медведев", "Носов",   "Овчинников",
                               "Панфилов", "Рогов",     "Сорокин", "Тарасов", "Устинов",  "Филатов", "Хохлов",
                               "Цветков",  "Чернышёв",  "Шубин",   "Щеглов",  "Юдин",     "Якушев",  "Мишин",
                               "Бобров",   "Гусев",     "Ежов",    "Карпов",  "Лосев",    "Орлов",   "Пчёлкин"};
constexpr std::array kCalled{"Рыжий",     "Седой",  "Моряк",    "Студент", "Худой",   "Бабушка",
                             "Музыкант",  "Тихий",  "Шахтёр",   "Повар",   "Лётчик",  "Вятский",
                             "Казанский", "Кепка",  "Борода",   "Малыш",   "Учитель", "Сапожник",
                             "Поэт",      "Дачник", "Художник", "Валенок", "Очкарик", "Северный"};
constexpr std::array kAround{"с вокзала", "у фонтана", "с рынка", "с теплотрассы", "из перехода", "с площади",
                             "у метро",   "из парка",  "с моста", "у церкви",      "с базы",      "из подвала"};
constexpr std::array kPrivate{
    "сестра в Вологде, адрес узнаём", "боится милиции, подходить вдвоём", "документы у бывшей жены",
    "ночует за гаражами, третий ряд", "просил не звонить родным",         "шрам на левой руке, узнать легко",
    "говорит, что служил на флоте",   "собака по кличке Мухтар",          "раньше работал слесарем на заводе"};
constexpr std::array kTeamNotes{
    "перевязка через три дня", "просит тёплую обувь", "придёт в центр в четверг", "от госпитализации отказался",
    "нужен костыль",           "повторить осмотр",    "принимает лекарства сам",  "позвать врача на следующий выезд"};
constexpr std::array kReasons{"внесено дважды", "перепутан лист", "выезд не состоялся", "не тот человек",
                              "ошибка при вводе"};

std::string phone(Random& random) {
  std::string out = "+79";
  for (int i = 0; i < 9; ++i) out += static_cast<char>('0' + random.below(10));
  return out;
}

std::string full_name(Random& random, bool woman) {
  std::string family = one_of(random, kFamilies);
  std::string given = woman ? one_of(random, kWomen) : one_of(random, kMen);
  std::string father = one_of(random, kFathers);
  if (woman) return family + "а " + given + " " + father + "на";
  return family + " " + given + " " + father + "ич";
}

}  // namespace

Identifiers invent_person(Random& random, bool woman) {
  Identifiers out;
  if (random.chance(700)) out.name = full_name(random, woman);
  // The number tells two of the same nickname apart, as teams do it on paper.
  out.nickname =
      one_of(random, kCalled) + " " + one_of(random, kAround) + " " + std::to_string(random.between(10, 9999));
  if (random.chance(300)) out.phone = phone(random);
  if (random.chance(350))
    out.note = one_of(random, kPrivate) + ", запись " + std::to_string(random.between(100, 99999));
  return out;
}

Identifiers misheard(Random& random, const Identifiers& person) {
  Identifiers out = person;
  out.nickname =
      one_of(random, kCalled) + " " + one_of(random, kAround) + " " + std::to_string(random.between(10, 9999));
  if (random.chance(500)) out.phone.clear();
  out.note.clear();
  return out;
}

std::string invent_team_note(Random& random) {
  if (!random.chance(120)) return {};
  return one_of(random, kTeamNotes) + ", лист " + std::to_string(random.between(100, 99999));
}

std::string invent_reason(Random& random) { return one_of(random, kReasons); }

}  // namespace tacit::scenario
