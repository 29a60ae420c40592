package org.schoolcrm.itests.crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.schoolcrm.runtime.api.Clock;

/**
 * Between a node and its database: every statement and every commit is a point of the plan. The database's clock shows
 * the time of the test, so that leases run out when the test says so.
 */
final class Wire {

    private static final Pattern WRITE =
            Pattern.compile("^\\s*(?:insert\\s+into|update|delete\\s+from)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern BEGINS = Pattern.compile("prepare|create|execute|commit");

    private final CrashPlan plan;
    private final Clock clock;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Set<String> written = new TreeSet<>();

    Wire(CrashPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
        plan.atDeath(() -> lines.forEach(Line::cut));
    }

    /** The tables that have been written to. */
    Set<String> written() {
        return Set.copyOf(written);
    }

    XADataSource to(XADataSource database) {
        return proxy(XADataSource.class, (self, method, values) -> {
            var answer = invoke(database, method, values);
            return answer instanceof XAConnection connection ? new Line(connection).outside() : answer;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Wire.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object real, Method method, Object... values) throws Exception {
        try {
            return method.invoke(real, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static SQLException broken() {
        return new SQLException("The connection is broken", "08006");
    }

    private static XAException gone() {
        return new XAException(XAException.XAER_RMFAIL);
    }

    /** One physical connection. */
    private final class Line {

        private final XAConnection real;
        private boolean isCut;
        private boolean inTransaction;
        private boolean isSacrificed;

        Line(XAConnection real) {
            this.real = real;
            lines.add(this);
        }

        /** What is not committed is rolled back. */
        void cut() {
            if (!isCut) {
                isCut = true;
                try {
                    real.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        XAConnection outside() {
            return proxy(XAConnection.class, (self, method, values) -> switch (method.getName()) {
                case "getConnection" -> connection((Connection) invoke(real, method, values));
                case "getXAResource" -> resource((XAResource) invoke(real, method, values));
                case "close" -> {
                    cut();
                    lines.remove(this);
                    yield null;
                }
                default -> invoke(real, method, values);
            });
        }

        private XAResource resource(XAResource resource) {
            return proxy(XAResource.class, (self, method, values) -> {
                if (method.getName().equals("isSameRM")) {
                    return self == values[0];
                }
                if (method.getName().equals("commit")) {
                    return isCut ? fail("commit", gone()) : commit(() -> invoke(resource, method, values), gone());
                }
                switch (method.getName()) {
                    case "start" -> inTransaction = true;
                    case "end" -> inTransaction = false;
                    case "rollback" -> isSacrificed = false;
                    default -> {}
                }
                return isCut ? fail(method.getName(), gone()) : invoke(resource, method, values);
            });
        }

        private Connection connection(Connection connection) {
            return proxy(Connection.class, (self, method, values) -> {
                var name = method.getName();
                if (name.equals("close")) {
                    return isCut ? null : invoke(connection, method, values);
                }
                if (isCut) {
                    return name.equals("isClosed")
                            ? (Object) true
                            : name.equals("isValid") ? false : fail(name, broken());
                }
                if (name.equals("commit")) {
                    return commit(() -> invoke(connection, method, values), broken());
                }
                var sql = "";
                if (values != null && values.length > 0 && values[0] instanceof String text) {
                    values[0] = inTestTime(text);
                    sql = text;
                }
                var answer = invoke(connection, method, values);
                if (answer instanceof CallableStatement) {
                    return answer;
                } else if (answer instanceof PreparedStatement statement) {
                    return statement(PreparedStatement.class, statement, sql);
                } else if (answer instanceof Statement statement) {
                    return statement(Statement.class, statement, "");
                }
                return answer;
            });
        }

        private <T extends Statement> T statement(Class<T> type, T statement, String prepared) {
            return proxy(type, (self, method, values) -> {
                if (isCut) {
                    return method.getName().equals("close") ? null : fail(method.getName(), broken());
                }
                if (!method.getName().startsWith("execute")) {
                    return invoke(statement, method, values);
                }
                var sql = values == null ? prepared : (String) values[0];
                boolean writes = note(sql);
                if (isSacrificed) {
                    throw new SQLException("The transaction is aborted", "25P02");
                }
                return plan.statement(
                        sql,
                        writes && !inTransaction,
                        inTransaction,
                        () -> invoke(statement, method, values),
                        () -> lost(broken()),
                        this::sacrificed);
            });
        }

        private Object commit(Callable<Object> act, Exception lost) throws Exception {
            return plan.statement("commit", true, false, act, () -> lost(lost), act);
        }

        private Object lost(Exception lost) throws Exception {
            cut();
            throw lost;
        }

        /** A serialization failure; until it is rolled back the transaction takes nothing more, as on PostgreSQL. */
        private Object sacrificed() throws SQLException {
            isSacrificed = inTransaction;
            throw new SQLException("Could not serialize access", "40001");
        }

        /** A dead node does not even begin anything; what it tidies up fails in the usual way. */
        private Object fail(String begun, Exception failure) throws Exception {
            if (plan.isDead() && BEGINS.matcher(begun).lookingAt()) {
                throw new NodeDied();
            }
            throw failure;
        }
    }

    private boolean note(String sql) {
        var write = WRITE.matcher(sql);
        boolean writes = write.find();
        if (writes) {
            written.add(write.group(1).toLowerCase(Locale.ROOT));
        }
        return writes;
    }

    private String inTestTime(String sql) {
        var now = "timestamp with time zone '"
                + clock.now().toString().replace("T", " ").replace("Z", "+00") + "'";
        return sql.replace("current_timestamp", now);
    }
}
