package org.schoolcrm.runtime.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The list of what people have to settle; whoever notices something adds to it, and a person works through it. */
@ProviderType
public interface Attentions {

    /**
     * Written in the transaction of what was noticed. The same kind and subject stand in the list once as long as
     * nobody has closed them.
     */
    void raise(Attention attention);

    /**
     * What is open in a branch, or with {@code closed} also what was; newest first.
     *
     * @param before only entries with a smaller id; {@link Long#MAX_VALUE} for the first page
     */
    List<Entry> page(long branch, boolean closed, long before, int limit);

    Optional<Entry> find(long id);

    /**
     * Takes it off the list, which is audited as {@code attention.closed}.
     *
     * @return the entry as it stands now; who closed it first stays
     */
    Entry close(long id, Actor actor);

    /** Takes off the list what has been settled where it arose, as {@link #close} does; nothing if it is not open. */
    void settle(long branch, String kind, String subject, Actor actor);

    /**
     * An attention as it stands in the list.
     *
     * @param closedBy the name of who closed it, null while it is open
     * @param closedAt null while it is open
     */
    record Entry(
            long id,
            Attention attention,
            Instant since,
            @Nullable String closedBy,
            @Nullable Instant closedAt) {

        public boolean isOpen() {
            return closedAt == null;
        }
    }
}
