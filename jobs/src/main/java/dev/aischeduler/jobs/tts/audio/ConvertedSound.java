package dev.aischeduler.jobs.tts.audio;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Samples of a WAV file at the rate, and with the channels, of another: a higher rate by {@link
 * SincKernel}, several channels as copies of one. Holds some hundred samples. For one thread.
 */
final class ConvertedSound extends InputStream {
  private static final SincKernel KERNEL = new SincKernel();

  /** A power of two that holds the reach of the kernel on both sides. */
  private static final int RING = 4 * SincKernel.REACH;

  private static final int MASK = RING - 1;
  private static final double LOUDEST = 32768;

  private final InputStream in;
  private final WavFile from;
  private final WavFormat to;
  private final double[][] ring;
  private final long framesOut;
  private final byte[] frame;
  private int frameAt;

  /** Frames read so far, with those of silence behind the end. */
  private long framesRead;

  private long framesMade;

  /**
   * At the first sample.
   *
   * @param in behind the header
   * @param to not lower in rate, and of as many channels unless the file is mono
   */
  ConvertedSound(InputStream in, WavFile from, WavFormat to) {
    this.in = new BufferedInputStream(in);
    this.from = from;
    this.to = to;
    this.ring = new double[from.format().channels()][RING];
    this.framesOut = from.framesAt(to.sampleRate());
    this.frame = new byte[to.frameBytes()];
    this.frameAt = frame.length;
  }

  @Override
  public int read() throws IOException {
    if (frameAt == frame.length) {
      if (framesMade == framesOut) {
        return -1;
      }
      make();
    }
    return frame[frameAt++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int next = read();
      if (next < 0) {
        return count == 0 ? -1 : count;
      }
      target[offset + count++] = (byte) next;
    }
    return count;
  }

  private void make() throws IOException {
    long at = framesMade++ * from.format().sampleRate();
    long base = at / to.sampleRate();
    double part = (double) (at % to.sampleRate()) / to.sampleRate();
    while (framesRead <= base + SincKernel.REACH) {
      readFrame();
    }
    for (int channel = 0; channel < to.channels(); channel++) {
      double value = value(ring[Math.min(channel, ring.length - 1)], base, part);
      int sample = (int) Math.max(-LOUDEST, Math.min(LOUDEST - 1, Math.rint(value)));
      frame[2 * channel] = (byte) sample;
      frame[2 * channel + 1] = (byte) (sample >> 8);
    }
    frameAt = 0;
  }

  private double value(double[] samples, long base, double part) {
    if (from.format().sampleRate() == to.sampleRate()) {
      return samples[(int) base & MASK];
    }
    int first = (int) base + RING;
    double sum = 0;
    for (int k = 1 - SincKernel.REACH; k <= SincKernel.REACH; k++) {
      // before the start the ring holds zeros
      double sample = samples[first + k & MASK];
      sum += sample * KERNEL.weight(Math.abs(k - part));
    }
    return sum;
  }

  private void readFrame() throws IOException {
    boolean over = framesRead >= from.frames();
    int slot = (int) framesRead++ & MASK;
    for (double[] channel : ring) {
      channel[slot] = over ? 0 : sample();
    }
  }

  private int sample() throws IOException {
    int low = in.read();
    int high = in.read();
    if (high < 0) {
      throw new EOFException("shorter than its header says");
    }
    return (short) (high << 8 | low);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
