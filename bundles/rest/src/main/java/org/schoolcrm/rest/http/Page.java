package org.schoolcrm.rest.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list; {@code next} is the cursor of the page after it, null on the last one. */
public record Page<T>(List<T> items, @Nullable String next) {

    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return with(items.stream().<R>map(view).toList());
    }

    /** The items as they are shown, in the same order. */
    public <R> Page<R> with(List<R> shown) {
        return new Page<>(shown, next);
    }
}
