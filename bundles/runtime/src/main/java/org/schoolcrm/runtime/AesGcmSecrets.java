package org.schoolcrm.runtime;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.schoolcrm.runtime.api.Secrets;

/** Seals with AES-256-GCM; the place is the associated data. A sealed value reads {@code 1.key-name.base64url}. */
public final class AesGcmSecrets implements Secrets {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Keyring keyring;
    private final SecureRandom random = new SecureRandom();

    public AesGcmSecrets(Keyring keyring) {
        this.keyring = keyring;
    }

    @Override
    public String seal(String plain, Place place) {
        var key = keyring.current();
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var box = apply(Cipher.ENCRYPT_MODE, key.getValue(), nonce, place, plain.getBytes(StandardCharsets.UTF_8));
        var both = Arrays.copyOf(nonce, NONCE_BYTES + box.length);
        System.arraycopy(box, 0, both, NONCE_BYTES, box.length);
        return "1." + key.getKey() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    @Override
    public String open(String sealed, Place place) {
        var parts = sealed.split("\\.", 3);
        var key = parts.length == 3 && parts[0].equals("1") ? keyring.key(parts[1]) : null;
        if (key == null) {
            throw new IllegalStateException(
                    "The secret of " + place + " was sealed under a key that is not in " + keyring);
        }
        var both = bytes(parts[2], place);
        var nonce = Arrays.copyOf(both, NONCE_BYTES);
        var box = Arrays.copyOfRange(both, NONCE_BYTES, both.length);
        return new String(apply(Cipher.DECRYPT_MODE, key, nonce, place, box), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text, Place place) {
        try {
            var both = Base64.getUrlDecoder().decode(text);
            if (both.length >= NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return both;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The secret of " + place + " was tampered with", e);
        }
        throw new IllegalStateException("The secret of " + place + " was cut off");
    }

    private static byte[] apply(int mode, SecretKey key, byte[] nonce, Place place, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(
                    (place.table() + "\n" + place.row() + "\n" + place.field()).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The secret of " + place + " was tampered with or moved", e);
        }
    }
}
