package org.schoolcrm.persistence.mailing;

import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
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

    private String name;
    private String settings;

    @Version
    private int version;

    protected MailingRow() {}

    MailingRow(Mailing mailing) {
        this.id = mailing.id().value();
        this.branch = mailing.branch().value();
        take(mailing);
    }

    final void take(Mailing mailing) {
        name = mailing.name();
        settings = Json.write(new Settings(mailing.what(), mailing.how()));
    }

    Mailing toMailing() {
        var read = Json.read(settings, Settings.class);
        return new Mailing(new MailingId(id), new BranchId(branch), name, read.what(), read.how());
    }

    /** The settings document. */
    record Settings(Mailing.What what, Mailing.How how) {}
}
