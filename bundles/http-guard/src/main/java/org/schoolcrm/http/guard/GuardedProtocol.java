package org.schoolcrm.http.guard;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.AbstractEndpoint;
import org.apache.tomcat.util.net.Nio2Channel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.ops4j.pax.web.service.tomcat.internal.PaxWebHttp11Nio2Protocol;

/** HTTP/1.1 whose connections are counted by client from the moment they open; Tomcat creates it by its name. */
public final class GuardedProtocol extends PaxWebHttp11Nio2Protocol {

    void admitBy(GuardRules rules) {
        AbstractEndpoint<Nio2Channel, ?> endpoint = getEndpoint();
        endpoint.setHandler(new Counted(endpoint.getHandler(), rules));
    }

    private static final class Counted implements AbstractEndpoint.Handler<Nio2Channel> {

        private final AbstractEndpoint.Handler<Nio2Channel> handler;
        private final GuardRules rules;
        private final Set<SocketWrapperBase<Nio2Channel>> admitted = ConcurrentHashMap.newKeySet();

        Counted(AbstractEndpoint.Handler<Nio2Channel> handler, GuardRules rules) {
            this.handler = handler;
            this.rules = rules;
        }

        @Override
        public SocketState process(SocketWrapperBase<Nio2Channel> socket, SocketEvent event) {
            boolean known = admitted.contains(socket);
            if (!known && rules.connect(String.valueOf(socket.getRemoteAddr()))) {
                admitted.add(socket);
                known = true;
            }
            return known ? handler.process(socket, event) : SocketState.CLOSED;
        }

        @Override
        public void release(SocketWrapperBase<Nio2Channel> socket) {
            if (admitted.remove(socket)) {
                rules.disconnect(String.valueOf(socket.getRemoteAddr()));
            }
            handler.release(socket);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Nio2Channel> getOpenSockets() {
            return handler.getOpenSockets();
        }

        @Override
        public Object getGlobal() {
            return handler.getGlobal();
        }

        @Override
        public void pause() {
            handler.pause();
        }

        @Override
        public void recycle() {
            handler.recycle();
        }
    }
}
