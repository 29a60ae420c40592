package org.schoolcrm.channel.testkit.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A log in a file that several processes write to at once and that outlives all of them. */
public final class FileProviderLog implements ProviderLog {

    private final Path file;

    public FileProviderLog(Path file) {
        this.file = file;
    }

    @Override
    public String accept(Entry entry, boolean dedupe) {
        // A file lock keeps other processes out, but not other threads of this one.
        synchronized (FileProviderLog.class) {
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // Locked until the channel is closed.
                channel.lock();
                if (!dedupe || !has(entry.reference())) {
                    var line = String.join("\t", entry.reference(), entry.address(), entry.digest()) + "\n";
                    channel.position(channel.size());
                    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                    channel.force(false);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return number(entry.reference());
    }

    /** A line that is still being written is not there yet. */
    @Override
    public List<Entry> entries() {
        try {
            var text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Entry(cells[0], cells[1], cells[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
