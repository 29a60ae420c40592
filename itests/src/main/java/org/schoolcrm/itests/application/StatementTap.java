package org.schoolcrm.itests.application;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A data source that writes down every statement that goes through it; a batch is one statement. */
final class StatementTap implements DataSource {

    private final DataSource source;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    StatementTap(DataSource source) {
        this.source = source;
    }

    /** What went through since the last call. */
    List<String> drain() {
        var drained = List.copyOf(seen);
        seen.clear();
        return drained;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return tapped(Connection.class, source.getConnection(), "");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return tapped(Connection.class, source.getConnection(user, password), "");
    }

    private <T> T tapped(Class<T> type, T real, String sql) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    if (method.getName().startsWith("execute")) {
                        seen.add(values == null ? sql : (String) values[0]);
                    }
                    try {
                        var answer = method.invoke(real, values);
                        if (answer instanceof CallableStatement) {
                            return answer;
                        } else if (answer instanceof PreparedStatement statement && values != null) {
                            return tapped(PreparedStatement.class, statement, (String) values[0]);
                        } else if (answer instanceof Statement statement && type == Connection.class) {
                            return tapped(Statement.class, statement, "");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
