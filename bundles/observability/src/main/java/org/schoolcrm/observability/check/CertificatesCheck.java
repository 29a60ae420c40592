package org.schoolcrm.observability.check;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.schoolcrm.acquiring.api.MerchantAccounts;
import org.schoolcrm.channel.spi.ProviderAccountStore;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.runtime.api.Clock;

/** Whether the certificates that accounts hold, to trust a bank or a provider, still last. */
public final class CertificatesCheck extends Check {

    private static final String PEM = "-----BEGIN CERTIFICATE-----";
    private static final Duration SOON = Duration.ofDays(30);

    private final Branches branches;
    private final MerchantAccounts merchants;
    private final ProviderAccountStore providers;
    private final Clock clock;

    public CertificatesCheck(
            Branches branches, MerchantAccounts merchants, ProviderAccountStore providers, Clock clock) {
        super(Result.Status.WARN);
        this.branches = branches;
        this.merchants = merchants;
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    void look(FormattingResultLog log) {
        log.debug("Certificates in the settings of accounts");
        for (var branch : branches.all()) {
            for (var account : merchants.of(branch.id())) {
                if (account.active()) {
                    look(
                            log,
                            account.provider() + " (merchant account " + account.id() + ")",
                            account.settings().values());
                }
            }
        }
        for (var account : providers.all()) {
            if (account.active()) {
                look(
                        log,
                        account.provider() + " (provider account " + account.id() + ")",
                        account.settings().values());
            }
        }
    }

    private void look(FormattingResultLog log, String who, Collection<String> settings) {
        for (var pem : settings) {
            if (pem.contains(PEM)) {
                try {
                    for (var certificate : read(pem)) {
                        judge(log, who, (X509Certificate) certificate);
                    }
                } catch (CertificateException e) {
                    log.critical("{}: a certificate cannot be read", who);
                }
            }
        }
    }

    private static Collection<? extends Certificate> read(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private void judge(FormattingResultLog log, String who, X509Certificate certificate) {
        var end = certificate.getNotAfter().toInstant();
        var now = clock.now();
        if (end.isBefore(now)) {
            log.critical("{}: a certificate has ended at {}", who, end);
        } else if (end.isBefore(now.plus(SOON))) {
            log.warn("{}: a certificate ends at {}", who, end);
        } else {
            log.info("{}: a certificate lasts until {}", who, end);
        }
    }
}
