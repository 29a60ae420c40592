package org.schoolcrm.provider.wire;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** Certificates of a provider's own, as a setting holds them. */
public final class PemCertificates {

    private PemCertificates() {}

    /** Whether there are none, or all can be read. */
    public static boolean areReadable(String pem) {
        try {
            return pem.isEmpty()
                    || !CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                            .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }
}
