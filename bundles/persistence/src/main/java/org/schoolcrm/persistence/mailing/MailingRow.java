package org.schoolcrm.persistence.mailing;

import java.time.Instant;
import java.time.LocalDateTime;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.spi.MailingStore.Slot;
import org.schoolcrm.persistence.Json;

/** The shape of the mailing table; what is sent and how is one document. */
@Entity
@Table(name = "mailing")
@SuppressWarnings("NullAway.Init")
public class MailingRow {

    @Id
    private long id;

    @Column(name = "branch_id")
    private long branch;

    private String settings;

    @Column(name = "next_slot", insertable = false, updatable = false)
    private @Nullable LocalDateTime nextSlot;

    @Column(name = "next_at", insertable = false, updatable = false)
    private @Nullable Instant nextAt;

    @Column(name = "archived_at", insertable = false, updatable = false)
    private @Nullable Instant archivedAt;

    @Version
    private int version;

    protected MailingRow() {}

    MailingRow(Mailing mailing) {
        this.id = mailing.id().value();
        this.branch = mailing.branch().value();
        take(mailing);
    }

    final void take(Mailing mailing) {
        settings = Json.write(mailing.settings());
    }

    Mailing toMailing() {
        return new Mailing(new MailingId(id), new BranchId(branch), Json.read(settings, Mailing.Settings.class));
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    @Nullable
    Slot next() {
        return nextSlot == null || nextAt == null ? null : new Slot(nextSlot, nextAt);
    }
}
