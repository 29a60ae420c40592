package org.schoolcrm.mailing.api;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ProviderAccountId;

/**
 * What the provider of an account says of a text of ours. Texts that are the same have one approval, whichever templates
 * and versions they stand in (ADR 0275).
 *
 * @param name what the text is called at the provider
 * @param template where it was found first
 * @param detail the provider's own words, for people
 * @param since when the state was told first
 * @param askedAt null while it has never been asked
 * @param askAgain when it is asked next
 */
@CheckReturnValue
public record TemplateApproval(
        ProviderAccountId account,
        String name,
        TemplateId template,
        Approval.Kind state,
        String detail,
        Instant since,
        @Nullable Instant askedAt,
        Instant askAgain) {

    /** What was told may have been overtaken on its way, so that it is looked at once more. */
    private static final Duration AFTER_NEWS = Duration.ofMinutes(1);

    /** A text that the provider has not been shown yet. */
    public static TemplateApproval wanted(ProviderAccountId account, String name, TemplateId template, Instant now) {
        return new TemplateApproval(account, name, template, Approval.Kind.UNKNOWN, "", now, null, now);
    }

    public boolean isApproved() {
        return state == Approval.Kind.APPROVED;
    }

    /** Whether somebody at the provider has said no, for now or for good. */
    public boolean isRefused() {
        return state == Approval.Kind.PAUSED || state == Approval.Kind.REFUSED;
    }

    /** The answer to a question; where there was none, what was told before still holds. */
    public TemplateApproval answered(Approval answer, Instant now) {
        return answer.kind() == Approval.Kind.UNKNOWN
                ? with(state, isKnown() ? detail : answer.detail(), since, now, now.plus(pause(state)))
                : told(answer, now, now, now.plus(pause(answer.kind())));
    }

    /** What the provider said by itself. */
    public TemplateApproval toldBy(Approval news, Instant now) {
        return news.kind() == Approval.Kind.UNKNOWN
                ? with(state, detail, since, askedAt, now)
                : told(news, now, askedAt, now.plus(AFTER_NEWS));
    }

    private TemplateApproval told(Approval answer, Instant now, @Nullable Instant asked, Instant next) {
        return with(answer.kind(), answer.detail(), answer.kind() == state ? since : now, asked, next);
    }

    private boolean isKnown() {
        return state != Approval.Kind.UNKNOWN;
    }

    /** What waits is asked about often; what is decided changes rarely, and is told by itself. */
    private static Duration pause(Approval.Kind state) {
        return switch (state) {
            case UNKNOWN -> Duration.ofMinutes(1);
            case PENDING -> Duration.ofMinutes(5);
            case PAUSED -> Duration.ofHours(1);
            case REFUSED -> Duration.ofHours(6);
            case APPROVED -> Duration.ofHours(24);
        };
    }

    private TemplateApproval with(
            Approval.Kind next, String words, Instant from, @Nullable Instant asked, Instant again) {
        return new TemplateApproval(account, name, template, next, words, from, asked, again);
    }
}
