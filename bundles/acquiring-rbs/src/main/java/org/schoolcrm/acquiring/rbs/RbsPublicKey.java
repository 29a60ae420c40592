package org.schoolcrm.acquiring.rbs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** The bank's RSA key for callbacks, as a public key or inside a certificate. */
final class RbsPublicKey {

    static final String SETTING = "callbackPublicKey";

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    private RbsPublicKey() {}

    /** Nothing where the text is neither. */
    static Optional<PublicKey> read(String pem) {
        try {
            var key = pem.contains(CERTIFICATE) ? ofCertificate(pem) : ofPublicKey(pem);
            return Optional.of(key).filter(RSAPublicKey.class::isInstance);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PublicKey ofCertificate(String pem) throws GeneralSecurityException {
        var text = pem.substring(pem.indexOf(CERTIFICATE)).getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(text))
                .getPublicKey();
    }

    private static PublicKey ofPublicKey(String pem) throws GeneralSecurityException {
        var der = Base64.getDecoder()
                .decode(pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", ""));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    }
}
