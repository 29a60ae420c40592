package org.schoolcrm.host.demo.data;

import java.util.List;
import java.util.random.RandomGenerator;

/** Made-up people and companies. */
final class Names {

    private static final List<String> SURNAMES = List.of(
            "Абрамов",
            "Белов",
            "Васильев",
            "Громов",
            "Демидов",
            "Ершов",
            "Жуков",
            "Зайцев",
            "Иванов",
            "Королёв",
            "Лебедев",
            "Морозов",
            "Новиков",
            "Орлов",
            "Петров",
            "Романов",
            "Соколов",
            "Титов",
            "Уваров",
            "Фёдоров");
    private static final List<String> BOYS = List.of(
            "Артём", "Борис", "Глеб", "Даниил", "Егор", "Илья", "Кирилл", "Лев", "Максим", "Пётр", "Семён", "Тимур");
    private static final List<String> GIRLS = List.of(
            "Алиса", "Варвара", "Дарья", "Ева", "Злата", "Ксения", "Мария", "Полина", "София", "Таисия", "Ульяна",
            "Яна");
    private static final List<String> COMPANIES =
            List.of("Вектор", "Глобус", "Маяк", "Орион", "Прогресс", "Родник", "Спектр", "Факел");

    private Names() {}

    static String person(RandomGenerator random) {
        var surname = pick(SURNAMES, random);
        return random.nextBoolean() ? surname + " " + pick(BOYS, random) : surname + "а " + pick(GIRLS, random);
    }

    static String company(RandomGenerator random) {
        return "ООО «" + pick(COMPANIES, random) + "-" + random.nextInt(1, 100) + "»";
    }

    static <T> T pick(List<T> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
