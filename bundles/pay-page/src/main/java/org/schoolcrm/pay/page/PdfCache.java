package org.schoolcrm.pay.page;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The PDFs that were rendered lately, by their content. The same content is rendered once, whoever asks meanwhile waits for
 * that; two at a time are rendered, so that they never take the machine from everybody else.
 */
final class PdfCache {

    private static final int KEPT = 32;
    private static final int RENDERERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Semaphore renderers = new Semaphore(RENDERERS, true);
    private final Duration patience;
    private final Function<String, byte[]> renderer;
    private final Map<String, FutureTask<Optional<byte[]>>> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FutureTask<Optional<byte[]>>> eldest) {
            return size() > KEPT;
        }
    };

    PdfCache(Function<String, byte[]> renderer) {
        this(renderer, PATIENCE);
    }

    PdfCache(Function<String, byte[]> renderer, Duration patience) {
        this.renderer = renderer;
        this.patience = patience;
    }

    /** Nothing if others are still being rendered after three seconds. */
    Optional<byte[]> pdf(String html) {
        FutureTask<Optional<byte[]>> task;
        synchronized (kept) {
            task = kept.computeIfAbsent(html, content -> new FutureTask<>(() -> render(content)));
        }
        task.run();
        boolean done = false;
        try {
            var pdf = task.get();
            done = pdf.isPresent();
            return pdf;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The PDF was not rendered", e.getCause());
        } finally {
            if (!done) {
                forget(html, task);
            }
        }
    }

    /** The same for whoever keeps it himself, so that it takes nobody's place here. */
    Optional<byte[]> once(String html) {
        try {
            return render(html);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void forget(String html, FutureTask<Optional<byte[]>> task) {
        synchronized (kept) {
            kept.remove(html, task);
        }
    }

    private Optional<byte[]> render(String html) throws InterruptedException {
        if (!renderers.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(renderer.apply(html));
        } finally {
            renderers.release();
        }
    }
}
