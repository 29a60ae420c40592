package org.schoolcrm.persistence.mailing;

import java.time.Instant;
import java.time.LocalDate;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import javax.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.MailingRun;
import org.schoolcrm.mailing.api.RunId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.persistence.Json;

/** The shape of the run table. */
@Entity
@Table(name = "mailing_run")
@SuppressWarnings("NullAway.Init")
public class RunRow {

    @Id
    private long id;

    @Column(name = "mailing_id")
    private long mailing;

    @Column(name = "branch_id")
    private long branch;

    @Column(name = "fired_by")
    private String firedBy;

    private String settings;

    @Column(name = "template_id")
    private long template;

    @Column(name = "template_version")
    private int templateVersion;

    @Enumerated(EnumType.STRING)
    private MailingRun.State state;

    @Enumerated(EnumType.STRING)
    private MailingRun.Brake brake;

    @Column(name = "most_invoices")
    private @Nullable Long mostInvoices;

    @Column(name = "most_amount")
    private @Nullable Long mostAmount;

    @Column(name = "most_cost")
    private @Nullable Long mostCost;

    @Enumerated(EnumType.STRING)
    private MailingRun.@Nullable Missed missed;

    private LocalDate issued;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    private @Nullable String reached;

    @Version
    private int version;

    protected RunRow() {}

    /** Only what steps of a run can change. */
    void take(MailingRun run) {
        state = run.state();
        brake = run.brake();
        mostInvoices = run.limits().invoices();
        mostAmount = run.limits().amount();
        mostCost = run.limits().cost();
        finishedAt = run.finishedAt();
        reached = run.cursor();
    }

    TemplateId template() {
        return new TemplateId(template);
    }

    int templateVersion() {
        return templateVersion;
    }

    MailingRun toRun(Template words) {
        return new MailingRun(
                new RunId(id),
                new MailingId(mailing),
                new BranchId(branch),
                firedBy,
                Json.read(settings, Mailing.Settings.class),
                words,
                state,
                brake,
                new Mailing.Limits(mostInvoices, mostAmount, mostCost),
                issued,
                startedAt,
                finishedAt,
                missed,
                reached);
    }
}
