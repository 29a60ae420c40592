package org.schoolcrm.acquiring.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the bank tells a merchant, signed with HMAC-SHA256 over the exact bytes in {@code X-Sandbox-Signature}. */
record Notification(String orderId, String paymentId, String state, long amount, String currency) {

    static final String SIGNATURE = "x-sandbox-signature";

    /** Types of its own: Jackson's shared memory of types would keep this bundle's classes after an update. */
    private static final ObjectMapper JSON = new ObjectMapper().setTypeFactory(TypeFactory.createDefaultInstance());

    static Notification of(SandboxOrder order) {
        return new Notification(
                order.orderId(),
                order.paymentId(),
                order.state().name(),
                order.amount().minor(),
                order.amount().currency().getCurrencyCode());
    }

    /** Nothing if the bytes say something else. */
    static Optional<Notification> read(byte[] body) {
        try {
            return Optional.of(JSON.readValue(new String(body, StandardCharsets.UTF_8), Notification.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }

    static boolean isSigned(byte[] body, String secret, String signature) {
        return MessageDigest.isEqual(
                sign(body, secret).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }
}
