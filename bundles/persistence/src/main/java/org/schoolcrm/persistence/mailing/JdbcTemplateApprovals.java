package org.schoolcrm.persistence.mailing;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.spi.TemplateApprovalStore;
import org.schoolcrm.persistence.BillingTables;
import org.schoolcrm.persistence.Fitting;

/** What providers say of texts, one row for each account and text. */
public final class JdbcTemplateApprovals implements TemplateApprovalStore {

    private static final int DETAIL_LENGTH = 1000;
    private static final String ONE = " where provider_account_id = :account and name = :name";

    private static final RowMapper<TemplateApproval> APPROVAL = (row, context) -> {
        var askedAt = row.getTimestamp("asked_at");
        return new TemplateApproval(
                new ProviderAccountId(row.getLong("provider_account_id")),
                row.getString("name"),
                new TemplateId(row.getLong("template_id")),
                Approval.Kind.valueOf(row.getString("state")),
                row.getString("detail"),
                row.getTimestamp("since").toInstant(),
                askedAt == null ? null : askedAt.toInstant(),
                row.getTimestamp("ask_again").toInstant());
    };

    private final BillingTables tables;

    public JdbcTemplateApprovals(BillingTables tables) {
        this.tables = tables;
    }

    @Override
    public void add(TemplateApproval approval) {
        tables.jdbi()
                .useHandle(handle -> bound(
                                approval,
                                handle.createUpdate(
                                        "insert into template_approval (provider_account_id, name, template_id,"
                                                + " state, detail, since, asked_at, ask_again) select id, :name, :template, :state,"
                                                + " :detail, :since, :asked, :again from provider_account where id = :account"
                                                + " on conflict do nothing"))
                        .bind("template", approval.template().value())
                        .execute());
    }

    @Override
    public List<TemplateApproval> of(ProviderAccountId account) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select * from template_approval where provider_account_id = :account order by name")
                        .bind("account", account.value())
                        .map(APPROVAL)
                        .list());
    }

    @Override
    public Optional<TemplateApproval> find(ProviderAccountId account, String name) {
        return one(account, name, "");
    }

    @Override
    public Optional<TemplateApproval> change(
            ProviderAccountId account, String name, UnaryOperator<TemplateApproval> step) {
        var next = one(account, name, " for update").map(step);
        next.ifPresent(approval -> tables.jdbi()
                .useHandle(handle -> bound(
                                approval,
                                handle.createUpdate("update template_approval set state = :state, detail = :detail,"
                                        + " since = :since, asked_at = :asked, ask_again = :again" + ONE))
                        .execute()));
        return next;
    }

    @Override
    public void forget(ProviderAccountId account) {
        tables.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "delete from template_approval where provider_account_id = :account")
                        .bind("account", account.value())
                        .execute());
    }

    private Optional<TemplateApproval> one(ProviderAccountId account, String name, String lock) {
        return tables.jdbi()
                .withHandle(handle -> handle.createQuery("select * from template_approval" + ONE + lock)
                        .bind("account", account.value())
                        .bind("name", name)
                        .map(APPROVAL)
                        .findOne());
    }

    private static Update bound(TemplateApproval approval, Update update) {
        return update.bind("account", approval.account().value())
                .bind("name", approval.name())
                .bind("state", approval.state())
                .bind("detail", Fitting.text(approval.detail(), DETAIL_LENGTH))
                .bind("since", approval.since())
                .bind("asked", approval.askedAt())
                .bind("again", approval.askAgain());
    }
}
