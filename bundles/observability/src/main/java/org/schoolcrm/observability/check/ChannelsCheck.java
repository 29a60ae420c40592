package org.schoolcrm.observability.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.MessageChannel;
import org.schoolcrm.channel.spi.ProviderAccount;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.mailing.api.AccountBalance;
import org.schoolcrm.mailing.api.ChannelPause;
import org.schoolcrm.mailing.spi.AccountBalances;
import org.schoolcrm.mailing.spi.ChannelPauses;

/** Whether active accounts with message providers can send: installed, not paused, with a balance above their alarm. */
public final class ChannelsCheck extends Check {

    private final ProviderAccountStore accounts;
    private final List<MessageChannel> channels;
    private final ChannelPauses pauses;
    private final AccountBalances balances;

    public ChannelsCheck(
            ProviderAccountStore accounts,
            List<MessageChannel> channels,
            ChannelPauses pauses,
            AccountBalances balances) {
        super(Result.Status.WARN);
        this.accounts = accounts;
        this.channels = channels;
        this.pauses = pauses;
        this.balances = balances;
    }

    @Override
    void look(FormattingResultLog log) {
        log.debug("Accounts with providers of messages");
        var installed =
                channels.stream().map(channel -> channel.profile().provider()).collect(Collectors.toSet());
        var paused = pauses.all().stream().collect(Collectors.toMap(ChannelPause::account, Function.identity()));
        var left = balances.all().stream().collect(Collectors.toMap(AccountBalance::account, Function.identity()));
        for (var account : accounts.all()) {
            if (account.active()) {
                var who = account.provider() + " (account " + account.id() + ")";
                if (!installed.contains(account.provider())) {
                    log.critical("{}: its adapter is not installed", who);
                } else {
                    judge(log, who, Optional.ofNullable(paused.get(account.id())));
                }
                if (isLow(account, left.get(account.id()))) {
                    log.warn("{}: the balance is below its alarm", who);
                }
            }
        }
    }

    private static void judge(FormattingResultLog log, String who, Optional<ChannelPause> pause) {
        if (pause.isEmpty()) {
            log.info("{}: sends", who);
            return;
        }
        var why = pause.get().cause() + " since " + pause.get().since();
        switch (pause.get().kind()) {
            case BUSY -> log.warn("{}: busy, {}", who, why);
            case STOPPED ->
                log.warn("{}: stopped by a person since {}", who, pause.get().since());
            case HELD -> log.critical("{}: on hold, {}", who, why);
        }
    }

    private static boolean isLow(ProviderAccount account, @Nullable AccountBalance balance) {
        var alarm = account.terms().balanceAlarm();
        var amount = balance == null ? null : balance.amount();
        return alarm != null
                && amount != null
                && alarm.currency().equals(amount.currency())
                && amount.compareTo(alarm) < 0;
    }
}
