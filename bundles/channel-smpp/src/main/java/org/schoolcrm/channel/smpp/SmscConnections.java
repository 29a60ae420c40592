package org.schoolcrm.channel.smpp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/** Connects within a set time; with TLS, only to a server whose certificate is trusted and names the host. */
final class SmscConnections implements ConnectionFactory {

    private static final int CONNECT_MILLIS = 10_000;

    private final SmppSettings settings;

    SmscConnections(SmppSettings settings) {
        this.settings = settings;
    }

    @Override
    public Connection createConnection(String host, int port) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return new SocketConnection(settings.tls() ? encrypted(socket, host, port) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket encrypted(Socket plain, String host, int port) throws IOException {
        try {
            var socket = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        if (settings.trust().isEmpty()) {
            return SSLContext.getDefault();
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        var pem = new ByteArrayInputStream(settings.trust().getBytes(StandardCharsets.US_ASCII));
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
