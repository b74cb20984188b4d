import { existsSync } from 'node:fs';

/** The Vulkan driver that Debian's package `chromium` brings, which computes on the CPU. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/**
 * Lets provider `webgpu` use a driver in software where there is one, unless the environment names a driver. To be called before the first graph is compiled for
 * that provider.
 */
export function offerSoftwareAdapter(): void {
  if (process.env.VK_DRIVER_FILES === undefined && existsSync(SOFTWARE_DRIVER)) process.env.VK_DRIVER_FILES = SOFTWARE_DRIVER;
}
