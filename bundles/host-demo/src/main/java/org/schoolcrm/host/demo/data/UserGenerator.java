package org.schoolcrm.host.demo.data;

import java.util.List;
import org.schoolcrm.host.demo.SchoolTables;
import org.schoolcrm.host.demo.web.PasswordHash;

/** Makes up the people who work in the demo, all with the password {@code demo}. */
final class UserGenerator {

    private final SchoolTables tables;

    UserGenerator(SchoolTables tables) {
        this.tables = tables;
    }

    void generate() {
        tables.insertAll(
                "insert into school_user (id, login, password, name, language, role) values (?, ?, ?, ?, ?, ?)",
                List.of(
                        user(1, "admin", "Администратор", "ADMINISTRATOR"),
                        user(2, "manager", "Менеджер", "MANAGER"),
                        user(3, "viewer", "Наблюдатель", "VIEWER")));
    }

    private static Object[] user(long id, String login, String name, String role) {
        return new Object[] {id, login, PasswordHash.of("demo"), name, "ru", role};
    }
}
