package org.schoolcrm.persistence;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.persistence.AttributeConverter;
import javax.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Instants in JPA rows; this version of JPA does not know them itself, and the drivers bring them in two shapes. */
@Converter(autoApply = true)
public class InstantConverter implements AttributeConverter<@Nullable Instant, @Nullable Object> {

    @Override
    public @Nullable Object convertToDatabaseColumn(@Nullable Instant value) {
        return value == null ? null : Timestamp.from(value);
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value == null ? null : ((Timestamp) value).toInstant();
    }
}
