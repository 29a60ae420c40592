package org.schoolcrm.host.demo.data;

import java.util.ArrayList;
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
                "insert into school_user (id, login, password, name, language) values (?, ?, ?, ?, ?)",
                List.of(
                        user(1, "admin", "Администратор"),
                        user(2, "manager", "Менеджер"),
                        user(3, "viewer", "Наблюдатель"),
                        user(4, "cashier", "Кассир")));
        var roles = new ArrayList<Object[]>();
        for (long branch = 1; branch <= 2; branch++) {
            roles.add(new Object[] {1L, branch, "ADMINISTRATOR"});
            roles.add(new Object[] {2L, branch, "MANAGER"});
            roles.add(new Object[] {3L, branch, "VIEWER"});
        }
        roles.add(new Object[] {4L, 1L, "CASHIER"});
        tables.insertAll("insert into school_role (user_id, branch_id, role) values (?, ?, ?)", roles);
    }

    private static Object[] user(long id, String login, String name) {
        return new Object[] {id, login, PasswordHash.of("demo"), name, "ru"};
    }
}
