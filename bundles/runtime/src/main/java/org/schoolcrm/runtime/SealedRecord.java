package org.schoolcrm.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.AuditRecord;

/** A record of the audit trail, and the seal that it must have. */
record SealedRecord(long id, Instant at, AuditRecord record) {

    static SealedRecord of(ResultSet row) throws SQLException {
        return new SealedRecord(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new AuditRecord(
                        new Actor(row.getString("actor")),
                        row.getLong("branch_id"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("was"),
                        row.getString("became")));
    }

    LocalDate day() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** SHA-256 over the seal before and every field with its length, so that no two records read the same. */
    String seal(String previous) {
        var text = Arrays.asList(
                        previous,
                        Long.toString(id),
                        at.toString(),
                        record.actor().name(),
                        Long.toString(record.branch()),
                        record.action(),
                        record.subject(),
                        record.before(),
                        record.after())
                .stream()
                .map(SealedRecord::part)
                .collect(Collectors.joining());
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String part(@Nullable String value) {
        return value == null ? "-" : value.length() + ":" + value;
    }
}
