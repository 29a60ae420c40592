package org.schoolcrm.observability.check;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;

/** Whether this machine's clock agrees with the database's, which all nodes share. */
public final class ClockCheck extends Check {

    private static final Duration TOLERATED = Duration.ofSeconds(2);
    private static final Duration HARMFUL = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final Clock machine;

    public ClockCheck(DataSource dataSource) {
        this(dataSource, Clock.systemUTC());
    }

    ClockCheck(DataSource dataSource, Clock machine) {
        super(Result.Status.WARN);
        this.dataSource = dataSource;
        this.machine = machine;
    }

    @Override
    void look(FormattingResultLog log) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select current_timestamp")) {
            row.next();
            var database = row.getObject(1, OffsetDateTime.class).toInstant();
            judge(log, Duration.between(database, machine.instant()));
        } catch (SQLException e) {
            log.warn("The database was not asked for its time: {}", e.getMessage());
        }
    }

    private static void judge(FormattingResultLog log, Duration ahead) {
        var off = ahead.abs();
        var words = (ahead.isNegative() ? "behind" : "ahead of") + " the database by " + off.toMillis() + " ms";
        if (off.compareTo(HARMFUL) > 0) {
            log.critical("The clock is {}", words);
        } else if (off.compareTo(TOLERATED) > 0) {
            log.warn("The clock is {}", words);
        } else {
            log.info("The clock is {}", words);
        }
    }
}
