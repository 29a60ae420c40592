package org.schoolcrm.rest.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.problem.CommonProblem;

/** Which page of a list is asked for; a cursor continues the list that it came from and no other. */
public final class Paging {

    public static final String CURSOR = "cursor";
    public static final String LIMIT = "limit";
    public static final int USUAL = 50;
    public static final int MOST = 500;

    private static final int MARK_LENGTH = 12;

    private final String mark;
    private final @Nullable String cursor;
    private final @Nullable String limit;

    /** @param list the address of the list with all that narrows and sorts it */
    Paging(String list, @Nullable String cursor, @Nullable String limit) {
        this.mark = Fingerprint.of("", list).substring(0, MARK_LENGTH);
        this.cursor = cursor;
        this.limit = limit;
    }

    /** Reads the items after a position, at most so many. */
    @FunctionalInterface
    public interface Reader<P, T> {

        List<T> read(P position, int limit);
    }

    /** A list whose order is that of its numbers, from the number that begins it. */
    public <T> Page<T> byNumber(long first, Reader<Long, T> read, ToLongFunction<T> number) {
        var items = read.read(position(CURSOR).map(Paging::number).orElse(first), limit() + 1);
        return cut(items, last -> String.valueOf(number.applyAsLong(last)));
    }

    /** A list that has no better order than the place of each item. */
    public <T> Page<T> byPlace(Reader<Integer, T> read) {
        int place = position(CURSOR).map(text -> Math.toIntExact(number(text))).orElse(0);
        return cut(read.read(place, limit() + 1), last -> String.valueOf(place + limit()));
    }

    /** A list that is read as a whole, in the order of its numbers; descending if {@code newestFirst}. */
    public <T> Page<T> of(List<T> whole, ToLongFunction<T> number, boolean newestFirst) {
        var from = position(CURSOR).map(Paging::number);
        var rest = whole.stream()
                .filter(one -> from.isEmpty()
                        || (newestFirst ? number.applyAsLong(one) < from.get() : number.applyAsLong(one) > from.get()))
                .limit(limit() + 1L)
                .toList();
        return cut(rest, last -> String.valueOf(number.applyAsLong(last)));
    }

    /** A list whose store makes the positions. */
    public <T> Page<T> page(List<T> items, @Nullable String next) {
        return new Page<>(items, next == null ? null : written(next));
    }

    /** Where the page before ended; nothing on the first one. */
    public Optional<String> position() {
        return position(CURSOR);
    }

    public int limit() {
        try {
            int wanted = limit == null ? USUAL : Integer.parseInt(limit);
            if (wanted >= 1 && wanted <= MOST) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            throw CommonProblem.PARAMETER_INVALID.refuse(LIMIT);
        }
        throw CommonProblem.PARAMETER_INVALID.refuse(LIMIT);
    }

    private <T> Page<T> cut(List<T> oneMore, Function<T, String> position) {
        int size = limit();
        return oneMore.size() <= size
                ? new Page<>(oneMore, null)
                : new Page<>(oneMore.subList(0, size), written(position.apply(oneMore.get(size - 1))));
    }

    private String written(String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((mark + position).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> position(String name) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(mark)) {
                return Optional.of(text.substring(MARK_LENGTH));
            }
        } catch (IllegalArgumentException e) {
            throw CommonProblem.PARAMETER_INVALID.refuse(name);
        }
        throw CommonProblem.PARAMETER_INVALID.refuse(name);
    }

    private static long number(String position) {
        try {
            return Long.parseLong(position);
        } catch (NumberFormatException e) {
            throw CommonProblem.PARAMETER_INVALID.refuse(CURSOR);
        }
    }
}
