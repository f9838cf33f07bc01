namespace Shortener.Reports;

/// <summary>Writes a <see cref="HitDigest"/>, some links at a time.</summary>
/// <param name="hits">Of these links; all of them have the same kinds.</param>
internal sealed class HitDigestWriter(SharingHits hits, Block block)
{
    private readonly LinkList _links = new();
    private readonly LinkList _foreign = new();
    private readonly LinkList _firm = new();
    private readonly LinkList _body = new();
    private readonly List<PreviewSeen> _previews = [];
    private readonly List<ShareClicks> _sorted = [];
    private readonly PackedWriter _trees = new();

    /// <summary>Adds the hits as they are now.</summary>
    /// <remarks>Links come in their order.</remarks>
    public void Add()
    {
        AddPreviews();
        AddLinks();
        AddForeign();
        foreach (var (link, count) in hits.FirmShares.OrderBy(same => same.Key)) _firm.Next(link).Put(count);
        AddNatives();
    }

    public Digest ToDigest()
    {
        var (head, kinds) = (new PackedWriter(), new PackedWriter());
        hits.Kinds.Write(kinds);
        head.Append(kinds);
        _links.WriteTo(head);
        _foreign.WriteTo(head);
        _firm.WriteTo(head);
        PackedPreviews.Write(_previews, hits.Kinds, madeFor: null, block, head);
        return new Digest(head.ToArray(), kinds.ToArray(_body.Bytes));
    }

    private void AddPreviews()
    {
        var fold = new PreviewFold(block);
        foreach (var preview in hits.Previews.OrderBy(preview => preview.At))
        {
            if (fold.Take(preview) is not { } seen) continue;
            if (fold.IsFirm(seen)) hits.AddFirmShares(seen.Link, 1);
            else _previews.Add(seen);
            hits.Kinds.Of(seen.Channel ?? "", seen.App);
        }
    }

    private void AddLinks()
    {
        foreach (var link in hits.Bare.Keys.Union(hits.Weeks.Keys).Order())
        {
            var bytes = _links.Next(link);
            bytes.Put(hits.Bare.GetValueOrDefault(link));
            var week = hits.Weeks.GetValueOrDefault(link)?.Clicks ?? [];
            bytes.Put(week.Count);
            var before = block.First;
            foreach (var (watch, clicks) in week)
            {
                bytes.Put(watch - before);
                bytes.Put(clicks);
                before = watch;
            }
        }
    }

    private void AddForeign()
    {
        Sort(isNative: false, (a, b) => (a.Link, a.Share).CompareTo((b.Link, b.Share)));
        foreach (var clicks in _sorted)
        {
            var bytes = _foreign.Next(clicks.Link);
            WriteShare(clicks, bytes);
            bytes.Put(clicks.Root == clicks.Share ? 0 : clicks.Root);
            bytes.Put(block.End - clicks.Born);
            if (clicks.Root != clicks.Share) bytes.Put(block.End - clicks.RootBorn);
        }
    }

    // Sorted and not grouped: of hundreds of thousands of trees most are one share.
    private void AddNatives()
    {
        Sort(isNative: true, (a, b) => (a.Link, a.Root, a.Share).CompareTo((b.Link, b.Root, b.Share)));
        for (int from = 0, end = 0; from < _sorted.Count; from = end)
        {
            var (link, root) = (_sorted[from].Link, _sorted[from].Root);
            while (end < _sorted.Count && _sorted[end].Link == link && _sorted[end].Root == root) end++;
            _trees.Put(root);
            _trees.Put(end - from);
            for (var i = from; i < end; i++)
            {
                WriteShare(_sorted[i].Share == root ? _sorted[i] with { Share = 0 } : _sorted[i], _trees);
            }
            if (end < _sorted.Count && _sorted[end].Link == link) continue;
            _body.Next(link).Put(_trees);
            _trees.Clear();
        }
    }

    private void Sort(bool isNative, Comparison<ShareClicks> order)
    {
        _sorted.Clear();
        foreach (var clicks in hits.Through)
        {
            if (clicks.IsNative(block) == isNative) _sorted.Add(clicks);
        }
        _sorted.Sort(order);
    }

    private static void WriteShare(in ShareClicks clicks, PackedWriter bytes)
    {
        bytes.Put(clicks.Share);
        bytes.Put(clicks.Kind);
        bytes.Put(clicks.Generation);
        bytes.Put(clicks.Clicks);
        bytes.Put(clicks.Unique);
    }
}
